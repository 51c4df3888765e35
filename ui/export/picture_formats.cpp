// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture_formats.h"

#include "core/base/text.h"
#include "core/io/picture/png_text.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/export/file_suffix.h"
#include "ui/export/vector_files.h"

#include <QBuffer>
#include <QImageWriter>

#include <algorithm>
#include <vector>

namespace ui {
namespace {

core::Result<QByteArray> writePng(const Drawing &drawing)
{
    const core::Result<QImage> image = imageOf(drawing);
    if (!image)
        return image.error();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    const std::string scenario = carriedText(drawing);
    if (!scenario.empty())
        writer.setText(
            QString::fromUtf8(core::kScenarioKey.data(), qsizetype(core::kScenarioKey.size())),
            QString::fromStdString(scenario));
    if (!writer.write(image.value()))
        return core::Error{
            "The picture cannot be encoded as PNG: " + writer.errorString().toStdString() + '.'};
    return buffer.data();
}

} // namespace

std::span<const PictureFormat> pictureFormats()
{
    static constexpr PictureFormat table[] = {
        {"png", "PNG", false, writePng},
        {"svg", "SVG", true, writeSvg},
        {"pdf", "PDF", true, writePdf},
    };
    return table;
}

const PictureFormat *formatOfFile(std::string_view path)
{
    const auto formats = pictureFormats();
    const auto found = std::ranges::find(formats, suffixOf(path), &PictureFormat::suffix);
    return found != formats.end() ? &*found : nullptr;
}

std::string formatNames()
{
    std::vector<std::string> names;
    for (const PictureFormat &format : pictureFormats())
        names.push_back(std::string(format.name));
    return core::joinWithAnd(names);
}

std::string formatSuffixes()
{
    std::vector<std::string> suffixes;
    for (const PictureFormat &format : pictureFormats())
        suffixes.push_back('.' + std::string(format.suffix));
    return core::joinWithAnd(suffixes);
}

} // namespace ui
