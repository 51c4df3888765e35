// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/quiz_sheet.h"

#include "ui/export/vector_files.h"
#include "ui/paint/look.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

#include <algorithm>

namespace ui {

namespace {

class SheetWords
{
    Q_DECLARE_TR_FUNCTIONS(QuizSheet)
};

// Points.
constexpr QSizeF kPage(595, 842); // A4
constexpr double kMargin = 54;
constexpr double kFooter = 28;
constexpr double kQuestionGap = 14;
constexpr int kResolution = 300;
constexpr double kPointsPerInch = 72;

QString escaped(const std::string &text)
{
    return withUnbrokenFigures(textOf(text)).toHtmlEscaped();
}

QString questionHtml(const core::AskedQuestion &question, std::size_t number)
{
    QString html = QStringLiteral("<p style='margin:0 0 5px 0'><b>%1.</b> %2</p>"
                                  "<table cellspacing='0' cellpadding='2'>")
                       .arg(QString::number(number), escaped(question.text));
    for (std::size_t i = 0; i < question.options.size(); ++i)
        html += QStringLiteral("<tr><td width='14'></td><td width='22'><b>%1</b></td>"
                               "<td>%2</td></tr>")
                    .arg(QChar::fromLatin1(core::optionLetter(i)), escaped(question.options[i]));
    return html + QStringLiteral("</table>");
}

// How hard it is stands here: whoever answers is not to be told.
QString answerHtml(const core::AskedQuestion &question, std::size_t number)
{
    const auto correct = static_cast<std::size_t>(question.correct);
    return QStringLiteral("<p style='margin:0'><b>%1. %2</b> · %3 "
                          "<span style='color:#667085'>(%4)</span><br>%5</p>")
        .arg(QString::number(number), QChar::fromLatin1(core::optionLetter(correct)),
             escaped(question.options[correct]), levelText(question.level), escaped(question.why));
}

// Blocks one below the other, each whole on its page.
class Pages
{
public:
    Pages(QPdfWriter &writer, const QString &footer)
        : m_writer(writer), m_painter(&writer), m_footer(footer)
    {
        const double scale = kResolution / kPointsPerInch;
        m_painter.scale(scale, scale);
        m_font = Look().font(TextRole::Caption, 10);
        drawFooter();
    }

    void put(const QString &html, double gap)
    {
        QTextDocument block;
        block.setDefaultFont(m_font);
        block.setDocumentMargin(0);
        block.setHtml(html);
        block.setTextWidth(kPage.width() - 2 * kMargin);
        const double high = block.size().height();
        if (m_y > kMargin && m_y + gap + high > kPage.height() - kMargin - kFooter)
            turn();
        m_y += m_y > kMargin ? gap : 0;
        m_painter.save();
        m_painter.translate(kMargin, m_y);
        block.drawContents(&m_painter);
        m_painter.restore();
        m_y += high;
    }

    void turn()
    {
        m_writer.newPage();
        ++m_page;
        m_y = kMargin;
        drawFooter();
    }

private:
    void drawFooter()
    {
        m_painter.setFont(m_font);
        const QRectF area(kMargin, kPage.height() - kMargin, kPage.width() - 2 * kMargin, kFooter);
        m_painter.drawText(area, Qt::AlignLeft | Qt::AlignTop, m_footer);
        m_painter.drawText(area, Qt::AlignRight | Qt::AlignTop, QString::number(m_page));
    }

    QPdfWriter &m_writer;
    QPainter m_painter;
    QString m_footer;
    QFont m_font;
    double m_y = kMargin;
    int m_page = 1;
};

QString headingHtml(const QString &title)
{
    return QStringLiteral("<p style='margin:0;font-size:17px'><b>%1</b></p>")
        .arg(title.toHtmlEscaped());
}

void writeQuestions(Pages &pages, const QuizSheet &sheet)
{
    pages.put(headingHtml(sheet.title), 0);
    pages.put(
        QStringLiteral("<p style='margin:0'>%1</p>")
            .arg(SheetWords::tr("Name: %1   Date: %2").arg(QString(34, u'_'), QString(16, u'_'))),
        14);
    for (std::size_t i = 0; i < sheet.questions.size(); ++i)
        pages.put(questionHtml(sheet.questions[i], i + 1), i == 0 ? 22 : kQuestionGap);
}

void writeAnswers(Pages &pages, const QuizSheet &sheet)
{
    pages.put(headingHtml(SheetWords::tr("Answers")), 0);
    for (std::size_t i = 0; i < sheet.questions.size(); ++i)
        pages.put(answerHtml(sheet.questions[i], i + 1), i == 0 ? 18 : 9);
}

void writePages(QPdfWriter &writer, const QuizSheet &sheet)
{
    Pages pages(writer, SheetWords::tr("Parallarium · paper %1").arg(sheet.seed));
    if (sheet.pages != QuizSheet::Pages::Answers)
        writeQuestions(pages, sheet);
    if (sheet.pages == QuizSheet::Pages::Both)
        pages.turn();
    if (sheet.pages != QuizSheet::Pages::Questions)
        writeAnswers(pages, sheet);
}

} // namespace

QByteArray quizSheetPdf(const QuizSheet &sheet)
{
    const SteadyPdf steady;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(sheet.title);
        writer.setCreator(QStringLiteral("Parallarium"));
        writer.setResolution(kResolution);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writePages(writer, sheet);
    }
    QByteArray pdf = buffer.data();
    blankCreationDate(pdf);
    return pdf;
}

} // namespace ui
