// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/vector_files.h"

#include "core/io/picture/carried_scenario.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/export/short_svg.h"
#include "ui/paint/vector_device.h"

#include <QBuffer>
#include <QHashFunctions>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>

namespace ui {
namespace {

constexpr int kPixelsPerInch = 96; // of CSS, and so of SVG
constexpr int kPointsPerInch = 72;
constexpr int kPdfPixelsPerInch = 1200;

void paintOn(QPainter &target, const Drawing &drawing, QSize size)
{
    VectorDevice device(target, size);
    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(0, 0), size), themeOf(drawing.theme).surface);
    drawing.paint(painter);
}

QByteArray metadataElement(const Drawing &drawing)
{
    return QByteArray::fromStdString(core::scenarioElement(carriedText(drawing)));
}

} // namespace

SteadyPdf::SteadyPdf()
{
    QHashSeed::setDeterministicGlobalSeed();
}

SteadyPdf::~SteadyPdf()
{
    QHashSeed::resetRandomGlobalSeed();
}

void blankCreationDate(QByteArray &pdf)
{
    const qsizetype begin = pdf.indexOf("/CreationDate (");
    const qsizetype end = pdf.indexOf(')', begin);
    if (begin >= 0 && end > begin)
        std::fill(pdf.begin() + begin, pdf.begin() + end + 1, ' ');
}

std::string carriedText(const Drawing &drawing)
{
    if (!drawing.scenario)
        return {};
    return core::scenarioToJson(*drawing.scenario, core::Detail::Everything);
}

core::Result<QByteArray> writeSvg(const Drawing &drawing)
{
    const core::Result<QSize> size = sizeOf(drawing);
    if (!size)
        return size.error();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size.value());
    generator.setViewBox(QRect(QPoint(0, 0), size.value()));
    generator.setResolution(kPixelsPerInch);
    generator.setTitle(drawing.title.toHtmlEscaped()); // it writes titles as they are
    QPainter target(&generator);
    paintOn(target, drawing, size.value());
    target.end();
    QByteArray svg = shortSvg(buffer.data());
    const QByteArray element = metadataElement(drawing);
    const qsizetype place = svg.indexOf("<defs>");
    if (!element.isEmpty() && place >= 0)
        svg.insert(place, "<metadata>" + element + "</metadata>\n");
    return svg;
}

core::Result<QByteArray> writePdf(const Drawing &drawing)
{
    const core::Result<QSize> size = sizeOf(drawing);
    if (!size)
        return size.error();
    const SteadyPdf steady;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(drawing.title);
    writer.setCreator(QStringLiteral("Parallarium"));
    writer.setResolution(kPdfPixelsPerInch);
    const QSizeF points = QSizeF(size.value()) * kPointsPerInch / kPixelsPerInch;
    // The name keeps Qt from taking a picture for a sheet of nearly its size.
    writer.setPageLayout(QPageLayout(
        QPageSize(points, QPageSize::Point, QStringLiteral("Picture"), QPageSize::ExactMatch),
        QPageLayout::Portrait, QMarginsF(0, 0, 0, 0), QPageLayout::Point));
    const QByteArray element = metadataElement(drawing);
    if (!element.isEmpty())
        writer.setDocumentXmpMetadata(
            "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
            "<rdf:Description rdf:about=\"\">" +
            element + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    QPainter target(&writer);
    const double scale = double{kPdfPixelsPerInch} / kPixelsPerInch;
    target.scale(scale, scale);
    paintOn(target, drawing, size.value());
    target.end();
    QByteArray pdf = buffer.data();
    blankCreationDate(pdf);
    return pdf;
}

} // namespace ui
