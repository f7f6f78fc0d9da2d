//! Finding what the shop knows: passages, corrections and goldens.
