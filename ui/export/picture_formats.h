// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/drawing.h"

#include <QByteArray>

#include <span>
#include <string>
#include <string_view>

namespace ui {

// A kind of file that a picture can be written as. Each carries the scenario of its drawing.
struct PictureFormat
{
    std::string_view suffix; // "svg", in small letters
    std::string_view name;   // "SVG"
    bool scales = false;     // shapes and text instead of pixels
    core::Result<QByteArray> (*write)(const Drawing &drawing) = nullptr;
};

// The first one is meant where nothing says otherwise. Needs a QApplication to write.
[[nodiscard]] std::span<const PictureFormat> pictureFormats();

// By the suffix of a file name, in small or capital letters; none of them: null.
[[nodiscard]] const PictureFormat *formatOfFile(std::string_view path);

// "PNG, SVG and PDF" or, with dots, ".png, .svg and .pdf".
[[nodiscard]] std::string formatNames();
[[nodiscard]] std::string formatSuffixes();

} // namespace ui
