//! Where a request comes from. `X-Forwarded-For` is believed only from proxies that the settings trust.

use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv4Addr},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use super::shared;
use crate::problem::Problem;

/// The client's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl FromRequest for ClientAddress {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(shared(request).map(|shared| {
            let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
            let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
            Self(client(peer, forwarded, &shared.settings.server.trusted_proxies))
        }))
    }
}

/// The last address of the chain that no trusted proxy has.
fn client<'header>(peer: IpAddr, forwarded: impl Iterator<Item = &'header str>, trusted: &[String]) -> IpAddr {
    if !is_trusted(peer, trusted) {
        return peer;
    }
    let chain: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut nearest = peer;
    for hop in chain.into_iter().rev() {
        let Ok(address) = hop.parse::<IpAddr>() else { return nearest };
        nearest = address;
        if !is_trusted(address, trusted) {
            return address;
        }
    }
    nearest
}

fn is_trusted(address: IpAddr, trusted: &[String]) -> bool {
    trusted.iter().any(|network| holds(network, address))
}

/// Whether an address, or a network in the form `ADDRESS/BITS`, holds an address.
fn holds(network: &str, address: IpAddr) -> bool {
    let (base, bits) = match network.split_once('/') {
        Some((base, bits)) => (base, Some(bits)),
        None => (network, None),
    };
    let Ok(base) = base.trim().parse::<IpAddr>() else { return false };
    let (base, width) = number(base.to_canonical());
    let (address, same_width) = number(address.to_canonical());
    let bits = bits.map_or(Some(width), |bits| bits.trim().parse::<u32>().ok());
    match bits {
        _ if width != same_width => false,
        Some(0) => true,
        Some(bits) if bits <= width => (base ^ address) >> (width - bits) == 0,
        _ => false,
    }
}

fn number(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<String> = trusted.iter().map(|text| (*text).to_owned()).collect();
        let peer = peer.parse().expect("an address");
        client(peer, forwarded.iter().copied(), &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(seen("10.0.0.2", &["198.51.100.1"], &["10.0.0.0/8"]), "198.51.100.1");
    }

    #[test]
    fn what_a_client_wrote_before_the_proxy_is_not_believed() {
        let forwarded = ["1.2.3.4, 198.51.100.1", "10.0.0.3"];
        assert_eq!(seen("10.0.0.2", &forwarded, &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.2", &["nonsense"], &["10.0.0.2"]), "10.0.0.2");
    }

    #[test]
    fn networks_are_held_by_their_bits() {
        let inside = |network: &str, address: &str| holds(network, address.parse().expect("an address"));
        assert!(inside("2001:db8::/32", "2001:db8:1::1") && !inside("2001:db8::/32", "2001:db9::1"));
        assert!(inside("0.0.0.0/0", "9.9.9.9") && !inside("0.0.0.0/0", "::1"));
        assert!(!inside("10.0.0.0/33", "10.0.0.1") && !inside("10.0.0.1", "10.0.0.2"));
    }
}
