//! What is answered where no route does: 405 where another method would be answered, 404 else.

use actix_web::{
    HttpRequest, HttpResponse,
    dev::ResourceDef,
    http::{
        Method, StatusCode,
        header::{ALLOW, HeaderValue},
    },
    web::Data,
};
use utoipa::openapi::{OpenApi, path::PathItem};

use crate::problem::Problem;

/// Every route of the API's description, by pattern.
#[derive(Clone, Default)]
pub struct KnownRoutes(Vec<(ResourceDef, Vec<Method>)>);

impl KnownRoutes {
    /// The routes of a description.
    #[must_use]
    pub fn of(api: &OpenApi) -> Self {
        let routes = api.paths.paths.iter();
        Self(
            routes
                .map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item)))
                .collect(),
        )
    }

    /// The methods that a path would be answered for.
    fn allowed(&self, path: &str) -> Vec<&str> {
        let matching = self.0.iter().filter(|(pattern, _)| pattern.is_match(path));
        let mut names: Vec<&str> = matching
            .flat_map(|(_, methods)| methods)
            .map(Method::as_str)
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn methods(item: &PathItem) -> Vec<Method> {
    [
        (item.get.is_some(), Method::GET),
        (item.post.is_some(), Method::POST),
        (item.put.is_some(), Method::PUT),
        (item.delete.is_some(), Method::DELETE),
        (item.patch.is_some(), Method::PATCH),
    ]
    .into_iter()
    .filter_map(|(is_there, method)| is_there.then_some(method))
    .collect()
}

/// The answer where no route answers.
pub async fn not_found(request: HttpRequest, routes: Data<KnownRoutes>) -> HttpResponse {
    let allowed = routes.allowed(request.path());
    if allowed.is_empty() {
        return HttpResponse::from_error(Problem::not_found("page or route"));
    }
    let allow = allowed.join(", ");
    let detail = format!("{} is not answered here, but {allow}", request.method());
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail);
    let mut answer = HttpResponse::from_error(problem);
    if let Ok(value) = HeaderValue::from_str(&allow) {
        answer.headers_mut().insert(ALLOW, value);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_allowed_what_its_pattern_is() {
        let routes = KnownRoutes(vec![
            (ResourceDef::new("/v1/products/{id}"), vec![Method::GET]),
            (ResourceDef::new("/v1/cart/items"), vec![Method::POST]),
        ]);
        assert_eq!(routes.allowed("/v1/products/prod_001"), ["GET"]);
        assert_eq!(routes.allowed("/v1/cart/items"), ["POST"]);
        assert!(routes.allowed("/v1/cart").is_empty());
    }
}
