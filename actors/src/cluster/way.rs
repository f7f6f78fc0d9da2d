//! One Redis that is spoken to, and where a Redis Cluster says to go in its place.
//!
//! All keys of an installation are in one slot, so one node of a Redis Cluster has all of them at a time. Any node leads
//! to it: whoever is asked in its place answers where it is.

use std::time::Duration;

use redis::{
    Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo, RedisError, Value,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use super::link::LinkError;

/// A host, and a port on it.
pub(super) type Address = (String, u16);

/// A Redis, with the connection that comes back by itself.
pub(super) struct Way {
    pub(super) client: Client,
    pub(super) manager: ConnectionManager,
    /// None for a socket of this computer.
    pub(super) address: Option<Address>,
}

impl Way {
    /// Names a Redis without connecting to it.
    pub(super) fn to(info: ConnectionInfo, deadline: Duration) -> Result<Self, LinkError> {
        let address = address_of(&info);
        // The error of the library could repeat the address, and with it a password.
        let client = Client::open(info).map_err(|error| LinkError::Address(format!("{:?}", error.kind())))?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(deadline))
            .set_response_timeout(Some(deadline))
            .set_number_of_retries(1)
            .set_max_delay(deadline);
        let manager = ConnectionManager::new_lazy_with_config(client.clone(), config)?;
        Ok(Self {
            client,
            manager,
            address,
        })
    }
}

/// Reads `REDIS_URL`: one address, or several nodes of a Redis Cluster with commas between them.
pub(super) fn addresses(url: &str) -> Result<Vec<ConnectionInfo>, LinkError> {
    let read = |one: &str| {
        let info = one.trim().into_connection_info();
        info.map_err(|error| LinkError::Address(format!("{:?}", error.kind())))
    };
    url.split(',').map(read).collect()
}

/// Where an address leads; none for a socket of this computer.
pub(super) fn address_of(info: &ConnectionInfo) -> Option<Address> {
    match info.addr() {
        ConnectionAddr::Tcp(host, port) | ConnectionAddr::TcpTls { host, port, .. } => {
            Some((host.clone(), *port))
        }
        _ => None,
    }
}

/// The same credentials, and the same cryptography, somewhere else.
pub(super) fn elsewhere(info: &ConnectionInfo, (host, port): &Address) -> ConnectionInfo {
    let address = match info.addr() {
        ConnectionAddr::TcpTls {
            insecure, tls_params, ..
        } => ConnectionAddr::TcpTls {
            host: host.clone(),
            port: *port,
            insecure: *insecure,
            tls_params: tls_params.clone(),
        },
        _ => ConnectionAddr::Tcp(host.clone(), *port),
    };
    info.clone().set_addr(address)
}

/// What a Redis Cluster says instead of doing what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Redirect {
    /// The slot is that node's. The host is empty where it is this one's.
    Moved(Address),
    /// The slot is on its way: some keys are here and some are there. It is a matter of milliseconds.
    OnItsWay,
}

impl Redirect {
    /// Reads an answer, or the answers to a pipeline.
    pub(super) fn of(error: &RedisError) -> Option<Self> {
        let errors = error.clone().into_server_errors()?;
        let moved = errors
            .iter()
            .filter(|(_, error)| error.code() == "MOVED")
            .find_map(|(_, error)| moved_to(error.details()?));
        let is_on_its_way = errors
            .iter()
            .any(|(_, error)| matches!(error.code(), "ASK" | "TRYAGAIN"));
        moved
            .map(Self::Moved)
            .or_else(|| is_on_its_way.then_some(Self::OnItsWay))
    }
}

/// `SLOT HOST:PORT`; a host of IPv6 has colons of its own.
fn moved_to(details: &str) -> Option<Address> {
    let (_slot, address) = details.split_once(' ')?;
    let (host, port) = address.rsplit_once(':')?;
    Some((host.to_owned(), port.parse().ok()?))
}

/// The nodes of an answer to `CLUSTER SLOTS`; none is named that does not say where it is.
pub(super) fn nodes(slots: Value) -> Vec<Address> {
    let Value::Array(ranges) = slots else {
        return Vec::new();
    };
    let mut nodes = Vec::new();
    for range in ranges {
        let Value::Array(parts) = range else { continue };
        for node in parts.into_iter().skip(2) {
            let Value::Array(words) = node else { continue };
            let mut words = words.into_iter();
            let host = words
                .next()
                .and_then(|host| redis::from_redis_value::<String>(host).ok());
            let port = words
                .next()
                .and_then(|port| redis::from_redis_value::<u16>(port).ok());
            if let (Some(host), Some(port)) = (host.filter(|host| !host.is_empty()), port)
                && !nodes.contains(&(host.clone(), port))
            {
                nodes.push((host, port));
            }
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bulk(text: &str) -> Value {
        Value::BulkString(text.as_bytes().to_vec())
    }

    #[test]
    fn an_answer_that_names_another_node_is_read_with_every_kind_of_host() {
        assert_eq!(
            moved_to("3999 127.0.0.1:6381"),
            Some(("127.0.0.1".to_owned(), 6_381))
        );
        assert_eq!(moved_to("3999 ::1:6381"), Some(("::1".to_owned(), 6_381)));
        assert_eq!(moved_to("3999 :6381"), Some((String::new(), 6_381)));
        assert_eq!(moved_to("3999"), None);
    }

    #[test]
    fn the_nodes_of_a_cluster_are_read_once_each_and_nameless_ones_left_out() {
        let node = |host: &str, port| Value::Array(vec![bulk(host), Value::Int(port), bulk("id")]);
        let range = |nodes: Vec<Value>| Value::Array([vec![Value::Int(0), Value::Int(9)], nodes].concat());
        let slots = Value::Array(vec![
            range(vec![node("a", 1), node("b", 2)]),
            range(vec![node("a", 1), node("", 3)]),
        ]);
        let expected = [("a".to_owned(), 1), ("b".to_owned(), 2)];
        assert_eq!(nodes(slots), expected);
        assert_eq!(nodes(Value::Nil), []);
    }

    #[test]
    fn several_nodes_may_be_named_and_credentials_go_along() {
        let named = addresses("redis://user:word@a:1/, redis://b:2").expect("two addresses");
        assert_eq!(address_of(&named[1]), Some(("b".to_owned(), 2)));
        let moved = elsewhere(&named[0], &("c".to_owned(), 3));
        assert_eq!(address_of(&moved), Some(("c".to_owned(), 3)));
        assert_eq!(moved.redis_settings().username(), Some("user"));
        assert!(addresses("redis://a:1,nowhere").is_err());
    }
}
