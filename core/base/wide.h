// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A function of whole numbers, or of floating-point ones without products that are added up, for
// processors of two generations; which of them runs is decided as the program is loaded. Both give
// the same bits. The thread sanitizer starts too late for such a choice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define PARALLARIUM_CLONES(...) __attribute__((target_clones(__VA_ARGS__)))
#else
#define PARALLARIUM_CLONES(...)
#endif
#define PARALLARIUM_WIDER PARALLARIUM_CLONES("default", "avx2")
