//! What the kernel says of a process and of the computer.

use std::{fs, time::Duration};

use anyhow::Context;

/// Ticks a second of the times in `/proc/PID/stat`: 100 on every Linux, whatever the kernel's own frequency.
const TICKS_A_SECOND: u64 = 100;

/// The memory of a process that is in RAM, in KiB.
///
/// # Errors
/// When there is no such process.
pub fn resident_kib(pid: u32) -> anyhow::Result<u64> {
    let path = format!("/proc/{pid}/status");
    let status = fs::read_to_string(&path).with_context(|| path.clone())?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .with_context(|| format!("{path}: VmRSS"))?;
    line.trim()
        .trim_end_matches("kB")
        .trim()
        .parse()
        .with_context(|| format!("{path}: {line}"))
}

/// The processor time of a process with all its threads, user and system together.
///
/// # Errors
/// When there is no such process.
pub fn processor_time(pid: u32) -> anyhow::Result<Duration> {
    let path = format!("/proc/{pid}/stat");
    let stat = fs::read_to_string(&path).with_context(|| path.clone())?;
    ticks(&stat)
        .map(|ticks| Duration::from_millis(ticks * 1_000 / TICKS_A_SECOND))
        .with_context(|| format!("{path} is not as expected"))
}

/// User and system ticks: the 14th and 15th field. The 2nd is a name in brackets that may hold spaces and brackets.
fn ticks(stat: &str) -> Option<u64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// How many were ready to run over the last minute; none where the kernel does not tell.
#[must_use]
pub fn load_average() -> Option<f64> {
    fs::read_to_string("/proc/loadavg")
        .ok()?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

/// How many files and sockets this process may have open; none where the kernel does not tell.
#[must_use]
pub fn open_files_limit() -> Option<usize> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_and_spaces_does_not_shift_the_fields() {
        let stat = "7 (a ) (b) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 4 0 1 2 3";
        assert_eq!(ticks(stat), Some(300));
        assert_eq!(ticks("7 (a"), None);
    }

    #[test]
    fn this_process_has_memory_and_a_limit_of_files() {
        assert!(resident_kib(std::process::id()).expect("this process") > 100);
        assert!(processor_time(std::process::id()).is_ok());
        assert!(open_files_limit().is_some_and(|limit| limit > 0));
        assert!(resident_kib(u32::MAX).is_err());
    }
}
