//! A door between a node and a server, which a test can shut.

use std::sync::Arc;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Passes everything on while it is open; shut, it ends what is connected and lets nothing in.
pub(crate) struct Gate {
    pub(crate) port: u16,
    open: Arc<watch::Sender<bool>>,
}

impl Gate {
    pub(crate) async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let own = listener.local_addr().expect("its address").port();
        let open = Arc::new(watch::channel(true).0);
        let state = Arc::clone(&open);
        tokio::spawn(async move {
            while let Ok((inner, _)) = listener.accept().await {
                if *state.borrow() {
                    tokio::spawn(pass(inner, port, state.subscribe()));
                }
            }
        });
        Self { port: own, open }
    }

    pub(crate) fn shut(&self) {
        self.open.send_replace(false);
    }

    pub(crate) fn open(&self) {
        self.open.send_replace(true);
    }
}

async fn pass(mut inner: TcpStream, port: u16, mut open: watch::Receiver<bool>) {
    let Ok(mut outer) = TcpStream::connect(("127.0.0.1", port)).await else {
        return;
    };
    tokio::select! {
        _ended = copy_bidirectional(&mut inner, &mut outer) => {}
        _shut = open.wait_for(|open| !open) => {}
    }
}
