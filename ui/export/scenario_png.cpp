// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/scenario_png.h"

#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"

#include <QBuffer>
#include <QImageReader>
#include <QImageWriter>

#include <string>

namespace ui {
namespace {

constexpr char kPngFormat[] = "png";

QString scenarioKey()
{
    return QStringLiteral("parallarium-scenario");
}

} // namespace

core::Result<QByteArray> pngWithScenario(const QImage &image, const core::Scenario &scenario)
{
    // Every field is written: presets may get better numbers, an old picture keeps its own.
    const std::string json = core::scenarioToJson(scenario, core::Detail::Everything);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, kPngFormat);
    writer.setText(scenarioKey(), QString::fromStdString(json));
    if (!writer.write(image))
        return core::Error{
            "The picture cannot be encoded as PNG: " + writer.errorString().toStdString() + '.'};
    return buffer.data();
}

bool isPng(std::string_view bytes)
{
    constexpr std::string_view signature("\x89PNG\r\n\x1a\n", 8);
    return bytes.starts_with(signature);
}

core::Result<core::Scenario> scenarioFromPng(std::string_view bytes, std::string_view name)
{
    QByteArray data = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    // Reads the texts before the pixels; the pixels are not decoded.
    const QString json = QImageReader(&buffer, kPngFormat).text(scenarioKey());
    if (json.isEmpty())
        return core::Error{std::string(name) +
                           ": This image carries no scenario; only images that Parallarium "
                           "exported can be opened."};
    if (static_cast<std::size_t>(json.size()) > core::kLargestScenarioFile)
        return core::Error{std::string(name) + ": The scenario in this image is too large."};
    return core::scenarioFromJson(json.toStdString(), name);
}

} // namespace ui
