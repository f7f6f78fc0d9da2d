//! The head of the API's description; its routes come from the modules.

use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::problem::{FieldProblem, Problem};

/// Title, tags, and how one says who is asking.
#[derive(OpenApi)]
#[openapi(
    info(title = "Colloquy", description = "A conversation engine for commerce."),
    components(schemas(Problem, FieldProblem)),
    modifiers(&Credentials),
    tags(
        (name = "system", description = "Health and figures"),
        (name = "pages", description = "Pictures"),
    )
)]
pub(super) struct Api;

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("ck_…")
            .description(Some("a service key; what it opens is its scope"))
            .build();
        components.add_security_scheme("service_key", SecurityScheme::Http(key));
        for (name, header) in [("session", "X-Session-Id"), ("widget_key", "X-Widget-Key")] {
            let scheme = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(header)));
            components.add_security_scheme(name, scheme);
        }
    }
}
