//! Where a running server can be reached: the one line of `address` in its data folder.

use std::{
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
};

use super::files::write_whole;

/// The file, there for as long as this value is.
#[derive(Debug)]
pub struct AddressFile {
    path: PathBuf,
}

impl AddressFile {
    /// Tells that connections are accepted at an address.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(folder: &Path, address: SocketAddr) -> io::Result<Self> {
        let path = folder.join("address");
        write_whole(&path, format!("http://{}\n", reachable(address)).as_bytes())?;
        Ok(Self { path })
    }
}

impl Drop for AddressFile {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(
                event_type = "address_left",
                error_code = "file",
                "{}: {error}",
                self.path.display()
            );
        }
    }
}

/// The address of the server that runs on a folder, if one says that it does.
#[must_use]
pub fn read(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join("address")).ok()?;
    let line = text.trim();
    line.starts_with("http://").then(|| line.to_owned())
}

/// Takes away the address that a crash has left, so that nobody takes it for this start's.
pub(super) fn forget(folder: &Path) {
    let path = folder.join("address");
    match fs::remove_file(&path) {
        Ok(()) => tracing::info!(
            event_type = "address_forgotten",
            "the last server left its address behind"
        ),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(
            event_type = "address_left",
            error_code = "file",
            "{}: {error}",
            path.display()
        ),
    }
}

/// A server that listens everywhere is reached by the loopback address.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_there_while_the_server_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let everywhere = SocketAddr::from(([0, 0, 0, 0], 8_000));
        let file = AddressFile::write(folder.path(), everywhere).expect("a temporary folder");
        assert_eq!(read(folder.path()).as_deref(), Some("http://127.0.0.1:8000"));
        drop(file);
        assert_eq!(read(folder.path()), None);
    }

    #[test]
    fn an_address_that_a_crash_has_left_is_taken_away() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("address"), "http://127.0.0.1:1\n").expect("a temporary folder");
        forget(folder.path());
        forget(folder.path());
        assert_eq!(read(folder.path()), None);
    }
}
