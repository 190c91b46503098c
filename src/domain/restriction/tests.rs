//! Its rules at their edges.
