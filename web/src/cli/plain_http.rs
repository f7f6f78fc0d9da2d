//! One request to a server on this computer: HTTP/1.0 over a plain connection, nothing else is needed.

use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Posts JSON to `http://HOST:PORT` and answers status and body.
///
/// # Errors
/// When nobody listens there, or what comes back is no answer.
pub(super) async fn post(
    server: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> anyhow::Result<(u16, Value)> {
    let host = server
        .strip_prefix("http://")
        .context("only http:// is spoken here")?;
    let body = body.to_string();
    let mut request = format!(
        "POST {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        if value.chars().any(char::is_control) {
            bail!("the header {name} may hold no control characters");
        }
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.push_str(&body);
    let exchange = async {
        let mut stream = TcpStream::connect(host).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        anyhow::Ok(answer)
    };
    let answer = tokio::time::timeout(PATIENCE, exchange)
        .await
        .context("no answer in time")??;
    read(&String::from_utf8_lossy(&answer))
}

fn read(answer: &str) -> anyhow::Result<(u16, Value)> {
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer is cut short")?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let body = if body.trim().is_empty() {
        Value::Null
    } else {
        serde_json::from_str(body)?
    };
    Ok((status.context("the answer has no status")?, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_body_are_read_and_anything_else_is_told() {
        let (status, body) = read("HTTP/1.0 202 Accepted\r\na: b\r\n\r\n{\"a\":1}").expect("an answer");
        assert_eq!((status, body["a"].as_i64()), (202, Some(1)));
        assert!(read("nonsense").is_err());
    }
}
