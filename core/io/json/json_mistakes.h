// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

// What a text that is not JSON is instead, as a sentence with what to do: another format (YAML,
// TOML, CSV, a web page, …), or syntax that JSON lacks (comments, trailing commas, single quotes,
// True). Empty if it is none of them. stop: how many bytes had been read when it could not go on.
[[nodiscard]] std::string mistakenForJson(std::string_view text, std::size_t stop);

// What the beginning of a file says, plain or unpacked, if it is that of a trace: one written by
// this program, or one for Chrome's viewer. wanted: "scenario". Empty if it is none.
[[nodiscard]] std::string traceMistakenFor(std::string_view beginning, std::string_view wanted);

} // namespace core
