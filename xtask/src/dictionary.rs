//! Makes the dictionary that traces are packed with.

use std::path::Path;

use anyhow::Context;

/// Bytes. A larger one packs better and takes more of the processor's cache from everything else.
const SIZE: usize = 32 * 1024;

/// Writes beside `traces`, a file with the JSON of one trace on each line, its dictionary.
pub(crate) fn make(traces: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(traces).with_context(|| traces.display().to_string())?;
    let samples: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let dictionary = zstd::dict::from_samples(&samples, SIZE)?;
    let target = traces.with_extension("dictionary");
    std::fs::write(&target, &dictionary)?;
    println!(
        "{}: {} bytes from {} traces",
        target.display(),
        dictionary.len(),
        samples.len()
    );
    Ok(())
}
