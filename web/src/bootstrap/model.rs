//! The language model of one start: whether there is one, which, and what it is told.

use std::sync::Arc;

use colloquy_actors::{Endpoint, Ledger, ModelClient, ModelClientSettings, Prices, Tier};
use colloquy_config::{
    prompts,
    settings::{
        model::{BudgetSettings, ExecutionMode, ModelProvider, ModelSettings, PlannerPolicy},
        secrets::Secret,
    },
};
use colloquy_engine::model::{
    Assistant, ClassifierRules, DecisionPolicy, Execution, ModelRules, PlannerRules, Prompt, Prompts,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{Setup, StartError};

pub(super) const OPENAI: &str = "https://api.openai.com/v1";
const ANTHROPIC: &str = "https://api.anthropic.com";

/// The model that the environment has a key or an address of; none where it has neither, or the settings say no.
///
/// # Errors
/// When the settings ask for a model whose key is missing, or a prompt or an address cannot be used.
pub fn assistant(setup: &Setup, ledger: &Ledger) -> Result<Option<Arc<Assistant>>, StartError> {
    let settings = &setup.settings.model;
    let Some(endpoint) = endpoint(setup)? else {
        return Ok(None);
    };
    if settings.moderates && matches!(endpoint, Endpoint::Anthropic { .. }) {
        let text = "setting \"model.moderates\": Anthropic has no moderation endpoint";
        return Err(StartError::Unusable(text.to_owned()));
    }
    // Another part of this process may have installed it before; both are the same.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let client = ModelClient::new(client_settings(settings, endpoint)?, ledger.clone())
        .map_err(|error| StartError::Unusable(error.to_string()))?;
    Ok(Some(Arc::new(Assistant {
        model: Arc::new(client),
        rules: rules(settings),
        prompts: told(setup)?,
    })))
}

/// What a model is told, by the built-in prompts or those of the folder of `--config`.
///
/// # Errors
/// When a prompt cannot be used.
pub fn told(setup: &Setup) -> Result<Prompts, StartError> {
    let prompts = prompts::load(setup.place.config.as_deref())?;
    let prompt = |name: &str| Prompt::new(name, prompts.get(name).map_or("", String::as_str));
    Ok(Prompts {
        plan: prompt("plan"),
        write: prompt("write"),
        classify: prompt("classify"),
    })
}

fn endpoint(setup: &Setup) -> Result<Option<Endpoint>, StartError> {
    let (settings, secrets) = (&setup.settings.model, &setup.secrets);
    let text = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.reveal().to_owned());
    let (base_url, key) = (text(&secrets.openai_base_url), text(&secrets.openai_api_key));
    let anthropic = text(&secrets.anthropic_api_key);
    let wants_openai = match settings.provider {
        _ if !settings.enabled => return Ok(None),
        ModelProvider::Openai => true,
        ModelProvider::Anthropic => false,
        ModelProvider::Auto if base_url.is_some() || key.is_some() => true,
        ModelProvider::Auto if anthropic.is_some() => false,
        ModelProvider::Auto => return Ok(None),
    };
    let missing = |name: &str| {
        let text = format!("setting \"model.provider\": {name} is not set");
        StartError::Unusable(text)
    };
    let endpoint = if wants_openai {
        if base_url.is_none() && key.is_none() {
            return Err(missing("OPENAI_API_KEY"));
        }
        Endpoint::OpenAi {
            base_url: address("OPENAI_BASE_URL", base_url.unwrap_or_else(|| OPENAI.to_owned()))?,
            key: key.unwrap_or_default(),
        }
    } else {
        let own = text(&secrets.anthropic_base_url).unwrap_or_else(|| ANTHROPIC.to_owned());
        Endpoint::Anthropic {
            base_url: address("ANTHROPIC_BASE_URL", own)?,
            key: anthropic.ok_or_else(|| missing("ANTHROPIC_API_KEY"))?,
        }
    };
    Ok(Some(endpoint))
}

/// The address is not shown when it is refused: it may carry credentials.
pub(super) fn address(name: &str, written: String) -> Result<String, StartError> {
    match reqwest::Url::parse(&written) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(written),
        _ => Err(StartError::Unusable(format!(
            "{name} is no address such as https://model.example/v1"
        ))),
    }
}

fn client_settings(settings: &ModelSettings, endpoint: Endpoint) -> Result<ModelClientSettings, StartError> {
    let usual_name = match &endpoint {
        Endpoint::OpenAi { .. } => "gpt-4o-mini",
        Endpoint::Anthropic { .. } => "claude-haiku-4-5",
    };
    let BudgetSettings {
        monthly_cap,
        downgrade_at,
        input_per_million,
        output_per_million,
        cheaper_input_per_million,
        cheaper_output_per_million,
    } = &settings.budget;
    let cap = micros("model.budget.monthly_cap", *monthly_cap)?;
    let tier = |model: &str, input: &Decimal, output: &Decimal| -> Result<Tier, StartError> {
        Ok(Tier {
            model: model.to_owned(),
            prices: Prices {
                input_micros: micros("model.budget", *input)?,
                output_micros: micros("model.budget", *output)?,
            },
        })
    };
    let name = if settings.name.is_empty() {
        usual_name
    } else {
        &settings.name
    };
    Ok(ModelClientSettings {
        endpoint,
        usual: tier(name, input_per_million, output_per_million)?,
        cheaper: match settings.cheaper_name.as_str() {
            "" => None,
            cheaper => Some(tier(
                cheaper,
                cheaper_input_per_million,
                cheaper_output_per_million,
            )?),
        },
        max_tokens: settings.max_tokens.get(),
        temperature: settings.temperature,
        connect_timeout: settings.connect_timeout(),
        retries: settings.retries,
        retries_per_hundred: settings.retries_per_hundred,
        breaker_failures: settings.breaker_failures.get(),
        breaker_pause: settings.breaker_pause(),
        calls_at_once: settings.calls_at_once.get(),
        remembered: settings.remembered,
        remembered_for: settings.remembered_for(),
        monthly_cap_micros: (cap > 0).then_some(cap),
        downgrade_at_micros: (cap as f64 * downgrade_at) as u64,
    })
}

/// An amount in millionths.
pub(super) fn micros(key: &str, amount: Decimal) -> Result<u64, StartError> {
    amount
        .checked_mul(Decimal::from(1_000_000))
        .and_then(|micros| micros.round().to_u64())
        .ok_or_else(|| StartError::Unusable(format!("setting {key:?}: {amount} is too much")))
}

fn rules(settings: &ModelSettings) -> ModelRules {
    let planner = &settings.planner;
    ModelRules {
        call_deadline: settings.call_deadline(),
        turn_budget: settings.turn_budget(),
        planner: PlannerRules {
            enabled: planner.enabled,
            policy: match planner.policy {
                PlannerPolicy::PlannerFirst => DecisionPolicy::PlannerFirst,
                PlannerPolicy::ClassifierFirst => DecisionPolicy::ClassifierFirst,
            },
            canary_percent: planner.canary_percent,
            least_confidence: planner.min_confidence,
            most_actions: planner.max_actions.get(),
            execution: match planner.execution_mode {
                ExecutionMode::Partial => Execution::Partial,
                ExecutionMode::Atomic => Execution::Atomic,
            },
            lookups: planner.lookups,
        },
        classifier: ClassifierRules {
            enabled: settings.classifier.enabled,
            unsure_below: settings.classifier.unsure_below,
            out_of_scope_margin: settings.classifier.out_of_scope_margin,
            least_confidence: settings.classifier.min_confidence,
            deadline: settings.classifier.deadline(),
        },
        writes: settings.writes,
        moderates: settings.moderates,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use colloquy_config::{Secrets, Settings, Sources};

    use super::*;
    use crate::bootstrap::Place;

    fn setup(secrets: Secrets, overrides: &[(&str, &str)]) -> Setup {
        let sources = overrides
            .iter()
            .fold(Sources::new("development", []), |sources, (key, value)| {
                sources.with_override(*key, *value)
            });
        Setup {
            settings: Settings::load(&sources).expect("good settings"),
            secrets,
            place: Place {
                data: PathBuf::from("/nowhere"),
                config: None,
                profile: "development".to_owned(),
            },
            demo: false,
        }
    }

    fn secrets(openai: Option<&str>, base_url: Option<&str>, anthropic: Option<&str>) -> Secrets {
        Secrets {
            openai_api_key: openai.map(Secret::new),
            openai_base_url: base_url.map(Secret::new),
            anthropic_api_key: anthropic.map(Secret::new),
            ..Secrets::default()
        }
    }

    fn chosen(secrets: Secrets, overrides: &[(&str, &str)]) -> Option<String> {
        let endpoint = endpoint(&setup(secrets, overrides)).expect("usable");
        endpoint.map(|endpoint| match endpoint {
            Endpoint::OpenAi { base_url, .. } | Endpoint::Anthropic { base_url, .. } => base_url,
        })
    }

    #[test]
    fn whoever_has_a_key_is_asked_and_without_one_nobody_is() {
        assert_eq!(chosen(Secrets::default(), &[]), None);
        assert_eq!(
            chosen(secrets(Some("k"), None, Some("k")), &[]).as_deref(),
            Some(OPENAI)
        );
        assert_eq!(
            chosen(secrets(None, None, Some("k")), &[]).as_deref(),
            Some(ANTHROPIC)
        );
        let own = Some("http://localhost:11434/v1");
        assert_eq!(
            chosen(secrets(None, own, None), &[]).as_deref(),
            own,
            "a server of one's own needs no key"
        );
        assert_eq!(
            chosen(secrets(Some("k"), None, None), &[("model.enabled", "false")]),
            None
        );
        let preferred = [("model.provider", "anthropic")];
        assert_eq!(
            chosen(secrets(Some("k"), None, Some("k")), &preferred).as_deref(),
            Some(ANTHROPIC)
        );
    }

    #[test]
    fn a_model_that_was_asked_for_and_has_no_key_stops_the_start() {
        let refused = endpoint(&setup(Secrets::default(), &[("model.provider", "anthropic")]))
            .expect_err("nothing to ask with");
        assert!(refused.to_string().contains("ANTHROPIC_API_KEY"), "{refused}");
        let refused = endpoint(&setup(secrets(None, Some("user:hunter22@nowhere"), None), &[]))
            .expect_err("no address");
        assert!(
            refused.to_string().contains("OPENAI_BASE_URL") && !refused.to_string().contains("hunter22"),
            "{refused}"
        );
    }

    #[test]
    fn the_prompt_for_choosing_tells_what_every_intent_means() {
        let told = told(&setup(Secrets::default(), &[])).expect("the built-in prompts are good");
        let prompt = told.classify.fill(&[]);
        for intent in colloquy_engine::understanding::Intent::ALL {
            let name = intent.as_str();
            let is_told = prompt.contains(&format!("- {name}: "))
                || prompt.contains(&format!(". {name}: "))
                || prompt.contains(&format!("\n{name}: "));
            assert!(is_told, "{name}");
        }
    }

    #[test]
    fn prices_are_counted_in_millionths() {
        let endpoint = Endpoint::OpenAi {
            base_url: OPENAI.to_owned(),
            key: String::new(),
        };
        let overrides = [
            ("model.budget.monthly_cap", "20.50"),
            ("model.cheaper_name", "small"),
        ];
        let settings = setup(Secrets::default(), &overrides).settings.model;
        let client = client_settings(&settings, endpoint).expect("usable");
        assert_eq!(client.monthly_cap_micros, Some(20_500_000));
        assert_eq!(client.downgrade_at_micros, 16_400_000);
        assert_eq!(client.usual.prices.input_micros, 150_000);
        assert_eq!(client.cheaper.expect("one").model, "small");
    }
}
