// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/scenario_png.h"

#include "core/io/picture/png_text.h"
#include "core/io/scenario/scenario_json.h"

#include <QBuffer>
#include <QImageWriter>

#include <string>

namespace ui {
namespace {

constexpr char kPngFormat[] = "png";

QString scenarioKey()
{
    return QString::fromUtf8(core::kScenarioKey.data(), qsizetype(core::kScenarioKey.size()));
}

core::Result<QByteArray> encoded(const QImage &image, const QString &scenario)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, kPngFormat);
    if (!scenario.isEmpty())
        writer.setText(scenarioKey(), scenario);
    if (!writer.write(image))
        return core::Error{
            "The picture cannot be encoded as PNG: " + writer.errorString().toStdString() + '.'};
    return buffer.data();
}

} // namespace

core::Result<QByteArray> pngWithScenario(const QImage &image, const core::Scenario &scenario)
{
    // Every field is written: presets may get better numbers, an old picture keeps its own.
    return encoded(
        image, QString::fromStdString(core::scenarioToJson(scenario, core::Detail::Everything)));
}

core::Result<QByteArray> pngOf(const QImage &image)
{
    return encoded(image, {});
}

bool isPng(std::string_view bytes)
{
    return core::isPng(bytes);
}

core::Result<core::Scenario> scenarioFromPng(std::string_view bytes, std::string_view name)
{
    const core::Result<std::string> json = core::scenarioTextOfPng(bytes, name);
    if (!json)
        return json.error();
    return core::scenarioFromJson(json.value(), name);
}

} // namespace ui
