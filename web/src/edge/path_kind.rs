//! What kind of thing a path names: headers, limits and rates follow from it.

/// Kinds of path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A page of the storefront or the workspace.
    Page,
    /// A file that never changes under its name, a picture, or the widget's script.
    Asset,
    /// The API's description and its browser.
    Docs,
    /// `/health` and `/metrics`.
    Probe,
    /// A provider's delivery.
    Webhook,
    /// Everything else: what programs ask for.
    Api,
}

impl PathKind {
    /// The kind of a path, without its query.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let below = |folder: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match path {
            "/" | "/cart" | "/checkout" | "/orders" | "/account" | "/account/memory" => Self::Page,
            "/widget.js" | "/support/form.js" | "/favicon.ico" | "/robots.txt" => Self::Asset,
            "/openapi.json" => Self::Docs,
            "/health" => Self::Probe,
            _ if below("/products") || below("/operator") || below("/admin") => Self::Page,
            _ if below("/assets") || below("/media") => Self::Asset,
            _ if below("/docs") => Self::Docs,
            _ if below("/metrics") => Self::Probe,
            _ if below("/webhooks") || below("/api/v1/webhooks") || below("/sync/shopify") => Self::Webhook,
            "/dixa_conversation_started" | "/v1/voice/superu/callback" => Self::Webhook,
            _ => Self::Api,
        }
    }

    /// Whether requests count against the caller's rate.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Api | Self::Webhook)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_programs_ask_for_is_counted() {
        for free in [
            "/",
            "/products/cap",
            "/operator/inbox/1",
            "/admin/products/new",
            "/assets/a.js",
            "/health",
            "/metrics/channels",
            "/docs/",
        ] {
            assert!(!PathKind::of(free).is_counted(), "{free}");
        }
        for counted in [
            "/v1/products",
            "/ws",
            "/api/v1/conversations/ws",
            "/nothing",
            "/productsx",
            "/v1/admin/stats",
        ] {
            assert!(PathKind::of(counted).is_counted(), "{counted}");
        }
    }
}
