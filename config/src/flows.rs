//! Dialogues in several steps, from `flows/NAME.toml`.
//!
//! The folder of `--config` may hold `flows/NAME.toml` to declare one anew, or one of its own. Sentences that only such a
//! flow says have codes that begin with `flow_`.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::assets::{FlowFiles, paths, text};

/// The declaration of a flow, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowFile {
    /// The name of the flow: that of the file without its ending.
    pub name: String,
    /// The file of a folder; none for one that is compiled in.
    pub path: Option<PathBuf>,
    /// What stands in it.
    pub text: String,
}

/// A folder of flows cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot read {}: {reason}", path.display())]
pub struct FlowsError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub reason: String,
}

/// Reads the built-in flows and lays those of a folder over them, sorted by name.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn load(config_dir: Option<&Path>) -> Result<Vec<FlowFile>, FlowsError> {
    let built_in = paths::<FlowFiles>("", ".toml").into_iter().filter_map(|path| {
        let name = path.strip_suffix(".toml")?.to_owned();
        let file = FlowFile {
            name: name.clone(),
            path: None,
            text: text::<FlowFiles>(&path)?,
        };
        Some((name, file))
    });
    let mut flows: BTreeMap<String, FlowFile> = built_in.collect();
    if let Some(folder) = config_dir {
        for file in of_folder(&folder.join("flows"))? {
            flows.insert(file.name.clone(), file);
        }
    }
    Ok(flows.into_values().collect())
}

fn of_folder(folder: &Path) -> Result<Vec<FlowFile>, FlowsError> {
    let refused = |path: &Path, error: &io::Error| FlowsError {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(refused(folder, &error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| refused(folder, &error))?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).map(str::to_owned);
        if let Some(name) = name
            && path.extension().is_some_and(|ending| ending == "toml")
        {
            let text = fs::read_to_string(&path).map_err(|error| refused(&path, &error))?;
            files.push(FlowFile {
                name,
                path: Some(path),
                text,
            });
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(flows: &[FlowFile]) -> Vec<&str> {
        flows.iter().map(|flow| flow.name.as_str()).collect()
    }

    #[test]
    fn a_folder_declares_a_flow_anew_and_adds_its_own() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let flows = folder.path().join("flows");
        fs::create_dir(&flows).expect("a temporary folder");
        fs::write(flows.join("checkout.toml"), "# ours").expect("a temporary folder");
        fs::write(flows.join("tour.toml"), "# new").expect("a temporary folder");
        fs::write(flows.join("notes.txt"), "no flow").expect("a temporary folder");
        let built_in = load(None).expect("compiled in");
        let laid = load(Some(folder.path())).expect("two files");
        assert_eq!(
            names(&built_in),
            [
                "cancel_order",
                "change_address",
                "checkout",
                "clear_cart",
                "clear_memory",
                "return_order"
            ]
        );
        assert_eq!(laid.len(), built_in.len() + 1);
        let ours = laid
            .iter()
            .find(|flow| flow.name == "checkout")
            .expect("laid over");
        assert_eq!((ours.text.as_str(), ours.path.is_some()), ("# ours", true));
    }

    #[test]
    fn without_a_folder_of_flows_the_built_in_ones_stay() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(load(Some(folder.path())), load(None));
    }
}
