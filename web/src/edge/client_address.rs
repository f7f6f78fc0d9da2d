//! Where a request comes from. Only a proxy that is trusted is believed when it names somebody else.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::{dev::RequestHead, http::header::HeaderName};

/// Addresses and networks whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<Network>);

#[derive(Clone, Copy, Debug)]
struct Network {
    address: u128,
    mask: u128,
}

impl TrustedProxies {
    /// Reads addresses and networks such as `10.0.0.0/8`. The settings have been checked: anything else is left out.
    #[must_use]
    pub fn new(written: &[String]) -> Self {
        Self(written.iter().filter_map(|text| Network::parse(text)).collect())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.trim().parse::<u32>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().ok()?;
        let (bits, offset) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let length = length.unwrap_or(bits);
        if length > bits {
            return None;
        }
        let mask = u128::MAX.checked_shl(128 - offset - length).unwrap_or(0);
        Some(Self {
            address: wide(address) & mask,
            mask,
        })
    }

    fn holds(self, address: IpAddr) -> bool {
        wide(address) & self.mask == self.address
    }
}

/// Every address as IPv6, so that a mapped IPv4 address is the same as itself.
fn wide(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The address of whoever asks: the peer, or the last one in `X-Forwarded-For` that no trusted proxy put there.
#[must_use]
pub fn client_address(head: &RequestHead, trusted: &TrustedProxies) -> IpAddr {
    let Some(peer) = head.peer_addr.map(|peer| peer.ip()) else {
        return IpAddr::V6(Ipv6Addr::UNSPECIFIED);
    };
    if !trusted.trusts(peer) {
        return peer;
    }
    let forwarded: Vec<IpAddr> = head
        .headers()
        .get_all(HeaderName::from_static("x-forwarded-for"))
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|text| text.trim().parse().ok())
        .collect();
    forwarded
        .into_iter()
        .rev()
        .find(|address| !trusted.trusts(*address))
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn asked(peer: &str, forwarded: &str) -> String {
        let trusted = TrustedProxies::new(&["10.0.0.0/8".to_owned(), "::1".to_owned()]);
        let peer = format!("{peer}:1").parse().expect("an address");
        let mut request = TestRequest::default().peer_addr(peer);
        if !forwarded.is_empty() {
            request = request.insert_header(("X-Forwarded-For", forwarded));
        }
        client_address(request.to_http_request().head(), &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_the_address_it_is_counted_by() {
        assert_eq!(asked("203.0.113.7", "198.51.100.1"), "203.0.113.7");
    }

    #[test]
    fn behind_a_trusted_proxy_the_last_untrusted_address_counts() {
        assert_eq!(
            asked("10.1.2.3", "198.51.100.1, 203.0.113.9, 10.9.9.9"),
            "203.0.113.9"
        );
        assert_eq!(asked("[::1]", "203.0.113.9"), "203.0.113.9");
        assert_eq!(asked("10.1.2.3", ""), "10.1.2.3");
    }
}
