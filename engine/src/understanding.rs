//! From a text to what its writer wants.
