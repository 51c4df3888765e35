// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/chart_files.h"

#include "ui/export/picture_formats.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPainter>
#include <QSaveFile>

namespace ui {

namespace {

struct ChartFiles
{
    Q_DECLARE_TR_FUNCTIONS(ChartFiles)
};

// Logical pixels.
constexpr QSize kSize(960, 600);
constexpr int kSide = 24;
constexpr int kHeading = 62;
constexpr int kPixels = 2; // per logical pixel, of an image

Look lookOf(ThemeId theme)
{
    Look look;
    look.theme = themeOf(theme);
    look.interactive = false;
    return look;
}

void paintHeading(QPainter &painter, const ChartFile &chart, const Look &look)
{
    const int wide = kSize.width() - 2 * kSide;
    const auto line = [&](TextRole role, const QColor &colour, int top, const QString &text) {
        painter.setFont(look.font(role));
        painter.setPen(colour);
        painter.drawText(QRect(kSide, top, wide, 22), int(Qt::AlignLeft | Qt::AlignVCenter), text);
    };
    line(TextRole::SectionTitle, look.theme.text1, 14, chart.title);
    line(TextRole::Caption, look.theme.text2, 36, chart.subtitle);
}

core::Result<QByteArray> pictureOf(const ChartFile &chart, const PictureFormat &format)
{
    const auto paint = [&chart](QPainter &painter) {
        const Look look = lookOf(ThemeId::Print);
        paintHeading(painter, chart, look);
        painter.save();
        painter.translate(kSide, kHeading);
        chart.paint(painter, {kSize.width() - 2 * kSide, kSize.height() - kHeading - kSide / 2},
                    look);
        painter.restore();
    };
    return format.write({.title = chart.title,
                         .size = kSize,
                         .scale = kPixels,
                         .theme = ThemeId::Print,
                         .scenario = chart.scenario,
                         .paint = paint});
}

core::Result<QByteArray> bytesOf(const ChartFile &chart, const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("csv"))
        return QByteArray::fromStdString(chart.csv());
    if (suffix == QStringLiteral("json"))
        return QByteArray::fromStdString(chart.json());
    if (const PictureFormat *format = formatOfFile(path.toStdString()))
        return pictureOf(chart, *format);
    return core::Error{ChartFiles::tr("%1 could not be written: its name ends with no kind of file "
                                      "that is known. Use .csv, .json, .png, .svg or .pdf.")
                           .arg(path)
                           .toStdString()};
}

} // namespace

QString saveChart(const ChartFile &chart, const QString &path)
{
    const core::Result<QByteArray> bytes = bytesOf(chart, path);
    if (!bytes)
        return textOf(bytes.error().message);
    QSaveFile file(path);
    const bool done = file.open(QIODevice::WriteOnly) &&
                      file.write(bytes.value()) == bytes.value().size() && file.commit();
    return done ? QString()
                : ChartFiles::tr("%1 could not be written: %2.").arg(path, file.errorString());
}

void askForChartFile(QWidget *parent, const QString &name,
                     const std::function<void(const QString &path)> &chosen)
{
    auto *dialog = new QFileDialog(parent, ChartFiles::tr("Save the points or the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name + QStringLiteral(".csv"));
    dialog->setNameFilters({ChartFiles::tr("Table (*.csv)"), ChartFiles::tr("Document (*.json)"),
                            ChartFiles::tr("Picture (*.png)"), ChartFiles::tr("Drawing (*.svg)"),
                            ChartFiles::tr("Page (*.pdf)")});
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

} // namespace ui
