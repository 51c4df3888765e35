// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/live/network/samples.h"

#include <memory>
#include <string>
#include <string_view>

namespace core {

// Where Debian's dataset-fashion-mnist puts its files.
constexpr std::string_view kFashionFolder = "/usr/share/datasets/fashion-mnist";

// Images and labels of a folder in the form of MNIST: train-images-idx3-ubyte,
// train-labels-idx1-ubyte and, for the test, t10k-…; each also as .gz. Numbers are 0 to 1. Errors
// name the file and say what is wrong with it.
[[nodiscard]] Result<std::shared_ptr<const live::Table>> readIdxFolder(const std::string &folder);

} // namespace core
