//! A guest becomes an account: cart, conversation and session go over, once and to the right person.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    server::{Server, answer},
    shopper::Shopper,
};

on_every_database! {
    a_guests_cart_and_conversation_follow_into_the_account_and_the_guest_is_over
    two_tabs_that_log_in_at_once_count_the_cart_once
    somebody_elses_session_is_not_taken_over
    a_spent_refresh_token_ends_the_login_and_logout_everywhere_ends_all
    forged_and_foreign_tokens_open_nothing
    discount_codes_are_read_in_any_case_and_used_once
}

/// A shopper with an account.
pub(crate) struct Customer<'a> {
    pub(crate) server: &'a Server,
    pub(crate) token: String,
    pub(crate) refresh: String,
    pub(crate) session: String,
    pub(crate) email: String,
}

const PASSWORD: &str = "SecurePass123!";

impl<'a> Customer<'a> {
    /// Registers somebody new, as the guest of a session if there is one.
    pub(crate) async fn register(server: &'a Server, guest: Option<&str>) -> Self {
        let email = format!("{}@example.com", uuid::Uuid::now_v7().simple());
        let body = json!({ "email": email, "password": PASSWORD, "name": "User One" });
        let (status, answered) =
            call(server, Method::POST, "/v1/auth/register", guest, None, Some(body)).await;
        assert_eq!(status, 201, "{answered}");
        assert_eq!(
            (&answered["user"]["email"], &answered["user"]["role"]),
            (&json!(email), &json!("shopper"))
        );
        Self::of(server, &answered, email)
    }

    pub(crate) async fn log_in(&self, guest: Option<&str>) -> Self {
        let body = json!({ "email": self.email.to_uppercase(), "password": PASSWORD });
        let (status, answered) = call(
            self.server,
            Method::POST,
            "/v1/auth/login",
            guest,
            None,
            Some(body),
        )
        .await;
        assert_eq!(status, 200, "{answered}");
        Self::of(self.server, &answered, self.email.clone())
    }

    fn of(server: &'a Server, answered: &Value, email: String) -> Self {
        let text = |name: &str| answered[name].as_str().expect("a text").to_owned();
        Self {
            server,
            token: text("accessToken"),
            refresh: text("refreshToken"),
            session: text("sessionId"),
            email,
        }
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        call(self.server, method, path, None, Some(&self.token), body).await
    }

    pub(crate) async fn add(&self, variant: &str, quantity: i64) -> Value {
        let body = json!({ "productId": variant, "variantId": variant, "quantity": quantity });
        let (status, cart) = self.call(Method::POST, "/v1/cart/items", Some(body)).await;
        assert_eq!(status, 201, "{cart}");
        cart
    }
}

pub(crate) async fn call(
    server: &Server,
    method: Method,
    path: &str,
    session: Option<&str>,
    token: Option<&str>,
    body: Option<Value>,
) -> (u16, Value) {
    let mut request = server.http.request(method, format!("{}{path}", server.base));
    if let Some(session) = session {
        request = request.header("X-Session-Id", session);
    }
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    answer(request.send().await.expect("an answer")).await
}

async fn guest_adds(server: &Server, session: &str, quantity: i64) {
    let body = json!({ "productId": "prod_001", "variantId": "var_001", "quantity": quantity });
    let (status, cart) = call(
        server,
        Method::POST,
        "/v1/cart/items",
        Some(session),
        None,
        Some(body),
    )
    .await;
    assert_eq!(status, 201, "{cart}");
}

async fn a_guests_cart_and_conversation_follow_into_the_account_and_the_guest_is_over() {
    let server = Server::start().await;
    let known = Customer::register(&server, None).await;
    let mut guest = Shopper::connect(&server, None).await;
    guest.say("hello").await;
    known.add("var_001", 10).await;
    guest_adds(&server, &guest.session, 12).await;
    let code = json!({ "code": "save10" });
    let (status, cart) = call(
        &server,
        Method::POST,
        "/v1/cart/apply-discount",
        Some(&guest.session),
        None,
        Some(code),
    )
    .await;
    assert_eq!((status, &cart["discountCode"]), (200, &json!("SAVE10")), "{cart}");

    let logged_in = known.log_in(Some(&guest.session)).await;
    assert_ne!(logged_in.session, guest.session);
    let goodbye = guest.closed().await.expect("a close frame");
    assert_eq!(u16::from(goodbye.code), 1012);
    let gone = format!("/v1/sessions/{}", guest.session);
    assert_eq!(server.get(&gone).await.0, 410);
    let (_, cart) = logged_in.call(Method::GET, "/v1/cart", None).await;
    assert_eq!(
        (&cart["items"][0]["quantity"], &cart["discountCode"]),
        (&json!(22), &json!("SAVE10")),
        "{cart}"
    );
    assert_eq!(cart["items"].as_array().map(Vec::len), Some(1));
    // The account's other session looks at the same cart, and talking sees it too.
    let (_, other) = call(&server, Method::GET, "/v1/cart", Some(&known.session), None, None).await;
    assert_eq!(other, cart);
    let mut again = Shopper::connect(&server, Some(&logged_in.session)).await;
    assert_eq!(again.conversation, guest.conversation);
    assert_eq!(again.say("what is in my cart?").await["cart"], cart);
}

async fn two_tabs_that_log_in_at_once_count_the_cart_once() {
    let server = Server::start().await;
    let known = Customer::register(&server, None).await;
    let (_, begun) = server.post("/v1/sessions", json!({})).await;
    let guest = begun["sessionId"].as_str().expect("an id");
    guest_adds(&server, guest, 2).await;
    let (one, other) = tokio::join!(known.log_in(Some(guest)), known.log_in(Some(guest)));
    for tab in [one, other] {
        let (_, cart) = tab.call(Method::GET, "/v1/cart", None).await;
        assert_eq!(cart["items"][0]["quantity"], 2, "{cart}");
    }
}

async fn somebody_elses_session_is_not_taken_over() {
    let server = Server::start().await;
    let (ann, bob) = (
        Customer::register(&server, None).await,
        Customer::register(&server, None).await,
    );
    ann.add("var_001", 1).await;
    let mut talk = Shopper::connect(&server, Some(&ann.session)).await;
    talk.say("hello").await;
    let bob = bob.log_in(Some(&ann.session)).await;
    let (_, cart) = bob.call(Method::GET, "/v1/cart", None).await;
    assert_eq!(cart["items"], json!([]));
    let (_, cart) = ann.call(Method::GET, "/v1/cart", None).await;
    assert_eq!(cart["items"].as_array().map(Vec::len), Some(1));
    let session = Shopper::connect(&server, Some(&bob.session)).await;
    assert_ne!(session.conversation, talk.conversation);
    // A token counts for its own session only.
    talk.send("auth", json!({ "token": bob.token })).await;
    assert_eq!(talk.expect("error").await["status"], 401);
    talk.send("auth", json!({ "token": ann.token })).await;
    assert_eq!(talk.expect("session").await["sessionId"], ann.session.as_str());
    // Where a token and another's session come together, the token decides.
    let (_, cart) = call(
        &server,
        Method::GET,
        "/v1/cart",
        Some(&ann.session),
        Some(&bob.token),
        None,
    )
    .await;
    assert_eq!(cart["items"], json!([]));
}

async fn a_spent_refresh_token_ends_the_login_and_logout_everywhere_ends_all() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let refresh = |token: &str| server.post("/v1/auth/refresh", json!({ "refreshToken": token }));
    let (status, next) = refresh(&customer.refresh).await;
    assert_eq!(status, 200, "{next}");
    assert_eq!(refresh(&customer.refresh).await.0, 401);
    assert_eq!(
        refresh(next["refreshToken"].as_str().expect("a token")).await.0,
        401
    );
    assert_eq!(customer.call(Method::GET, "/v1/auth/me", None).await.0, 401);

    let (one, other) = (customer.log_in(None).await, customer.log_in(None).await);
    let everywhere = json!({ "refreshToken": one.refresh, "everywhere": true });
    assert_eq!(server.post("/v1/auth/logout", everywhere).await.0, 204);
    assert_eq!(other.call(Method::GET, "/v1/auth/me", None).await.0, 401);
}

async fn forged_and_foreign_tokens_open_nothing() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    assert_eq!(customer.call(Method::GET, "/v1/auth/me", None).await.0, 200);
    assert_eq!(customer.call(Method::GET, "/api/v1/users/me", None).await.0, 403);
    let mut parts = customer.token.split('.');
    let (header, body, tag) = (parts.next(), parts.next(), parts.next());
    let (header, body, tag) = (header.expect("a"), body.expect("b"), tag.expect("c"));
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIiwia2lkIjoiMSJ9";
    let other_key = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImtpZCI6IjIifQ";
    for forged in [
        format!("{none}.{body}."),
        format!("{none}.{body}.{tag}"),
        format!("{other_key}.{body}.{tag}"),
        format!("{header}.{body}."),
        format!("{header}.{body}"),
    ] {
        let (status, problem) = call(&server, Method::GET, "/v1/orders", None, Some(&forged), None).await;
        assert_eq!(
            (status, &problem["code"]),
            (401, &json!("token_invalid")),
            "{forged}"
        );
    }
    // A token of one shop is none at another.
    let sign_up = json!({ "email": "owner@other.example", "password": PASSWORD, "full_name": "Otto", "business_name": "Other" });
    let (status, other) = server.post("/api/v1/auth/sign-up", sign_up).await;
    assert_eq!(status, 201, "{other}");
    let (status, _) = call(
        &server,
        Method::GET,
        "/v1/orders",
        None,
        other["access_token"].as_str(),
        None,
    )
    .await;
    assert_eq!(status, 401);
    assert_eq!(server.get("/v1/orders").await.0, 401);
    let taken = json!({ "email": customer.email, "password": PASSWORD, "name": "X" });
    assert_eq!(server.post("/v1/auth/register", taken).await.0, 409);
    let wrong = json!({ "email": customer.email, "password": "not it at all" });
    assert_eq!(server.post("/v1/auth/login", wrong).await.0, 401);
}

async fn discount_codes_are_read_in_any_case_and_used_once() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let apply = |code: &'static str| {
        customer.call(
            Method::POST,
            "/v1/cart/apply-discount",
            Some(json!({ "code": code })),
        )
    };
    assert_eq!(apply("SAVE10").await.0, 422);
    let before = customer.add("var_001", 1).await;
    let (status, cart) = apply("  save10 ").await;
    assert_eq!((status, &cart["discountCode"]), (200, &json!("SAVE10")));
    assert_ne!(cart["total"], before["total"]);
    assert_eq!(apply("SAVE10").await.1, cart);
    assert_eq!(apply("EXPIRED20").await.0, 410);
    assert_eq!(apply("NO SUCH CODE").await.0, 422);
    let (_, unchanged) = customer.call(Method::GET, "/v1/cart", None).await;
    assert_eq!(unchanged, cart);
}
