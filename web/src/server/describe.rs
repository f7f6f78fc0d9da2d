//! The head of the API's description; its routes come from the modules.

use utoipa::{
    Modify, OpenApi,
    openapi::{
        ContentBuilder, Object, Ref, RefOr, Required, ResponseBuilder, Type,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
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

/// The headers by which a shopper's request names its session and its shop.
const SHOPPER_HEADERS: [(&str, &str); 2] = [
    (
        "X-Session-Id",
        "the shopper's session; the cookie of Colloquy's own pages does as well",
    ),
    (
        "X-Widget-Key",
        "the shop, by its public key; left out, the host name decides",
    ),
];

/// Describes what every route of a shopper understands beside its own parameters.
pub(super) fn with_shopper_headers(mut api: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    for operation in api.paths.paths.values_mut().flat_map(operations) {
        let tags = operation.tags.as_deref().unwrap_or_default();
        if !tags.iter().any(|tag| tag == "shopper") {
            continue;
        }
        let described = operation.parameters.get_or_insert_default();
        for (name, description) in SHOPPER_HEADERS {
            let is_named = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(parameter) if parameter.name == name);
            if !described.iter().any(is_named) {
                described.push(RefOr::T(header(name, description)));
            }
        }
    }
    api
}

/// Describes what every route may answer beside what it says itself: a problem document. What stands in front of the
/// routes refuses as well (400, 401, 404, 413, 415, 429, 503), whichever route it is.
pub(super) fn with_refusals(mut api: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let problem = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let refusal = ResponseBuilder::new()
        .description("refused, as a problem document tells")
        .content("application/problem+json", problem)
        .build();
    for operation in api.paths.paths.values_mut().flat_map(operations) {
        operation
            .responses
            .responses
            .entry("default".to_owned())
            .or_insert_with(|| RefOr::T(refusal.clone()));
    }
    api
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.patch,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
}

fn header(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(Object::with_type(Type::String)))
        .build()
}
