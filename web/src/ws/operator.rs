//! The operators' socket: `GET /api/v1/conversations/ws`.

mod connection;
mod frame;
mod goodbye;
mod news;
mod outbound;
pub mod presence;
mod reports;

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Payload};
use utoipa_actix_web::service_config::ServiceConfig;

use self::connection::Connection;
use crate::extract::Shared;

/// The subprotocol that is followed by a token.
const BEARER: &str = "bearer";

/// The route of this socket. It has to be registered before the conversations: `ws` is no conversation's id.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(connect_operator);
}

/// Opens an operator's socket. The token comes in the first frame or beside the subprotocol `bearer`, never in the
/// address.
#[utoipa::path(
    tag = "conversations",
    params((
        "Sec-WebSocket-Protocol" = Option<String>,
        Header,
        description = "`bearer, TOKEN`, when the token does not come in the first frame"
    )),
    responses((status = 101, description = "frames are `{type, payload}`; `ready` is the first after the token"))
)]
#[get("/api/v1/conversations/ws")]
async fn connect_operator(
    app: Shared,
    request: HttpRequest,
    body: Payload,
) -> actix_web::Result<HttpResponse> {
    let token = offered_token(&request);
    // The library's own error would be told as one of ours.
    let (response, session, stream) =
        actix_ws::handle_with_protocols(&request, body, &[BEARER]).map_err(|_| {
            crate::problem::Problem::malformed("not_a_websocket", "this address is for WebSocket connections")
        })?;
    let limit = app.settings.ws.max_frame_bytes.get();
    let stream = stream
        .max_frame_size(limit)
        .aggregate_continuations()
        .max_continuation_size(limit);
    let open = app.sockets.token();
    actix_web::rt::spawn(async move {
        Connection::serve(app, session, stream, token).await;
        drop(open);
    });
    Ok(response)
}

/// The token among the subprotocols: the one that stands after `bearer`.
fn offered_token(request: &HttpRequest) -> Option<String> {
    let offers = request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let offers: Vec<&str> = offers
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let bearer = offers.iter().position(|offer| *offer == BEARER)?;
    offers
        .get(bearer + 1)
        .filter(|token| !token.is_empty())
        .map(|token| (*token).to_owned())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn offered(value: &str) -> Option<String> {
        let request = TestRequest::get().insert_header((header::SEC_WEBSOCKET_PROTOCOL, value.to_owned()));
        offered_token(&request.to_http_request())
    }

    #[test]
    fn the_token_stands_after_the_word_bearer() {
        assert_eq!(offered("bearer, a.b.c").as_deref(), Some("a.b.c"));
        assert_eq!(offered("chat,bearer,a.b.c").as_deref(), Some("a.b.c"));
        assert_eq!(offered("bearer"), None);
        assert_eq!(offered("a.b.c"), None);
    }
}
