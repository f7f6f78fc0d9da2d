//! What the shop knows, kept by its editors: articles, questions with answers, corrections, goldens.
//!
//! The four kinds differ in their bodies alone. Each has its own small module with the routes; what they do is the
//! same for all and stands in `keeping`.

mod articles;
mod checks;
mod corrections;
mod examples;
mod faq;
mod goldens;
mod keeping;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(articles::list_articles)
        .service(articles::add_article)
        .service(articles::show_article)
        .service(articles::change_article)
        .service(articles::remove_article)
        .service(faq::list_faq)
        .service(faq::add_faq)
        .service(faq::show_faq)
        .service(faq::change_faq)
        .service(faq::remove_faq)
        .service(corrections::list_corrections)
        .service(corrections::add_correction)
        .service(corrections::show_correction)
        .service(corrections::change_correction)
        .service(corrections::remove_correction)
        .service(examples::list_examples)
        .service(examples::add_example)
        .service(examples::withdraw_example)
        .service(goldens::list_goldens)
        .service(goldens::add_golden)
        .service(goldens::show_golden)
        .service(goldens::change_golden)
        .service(goldens::remove_golden);
}
