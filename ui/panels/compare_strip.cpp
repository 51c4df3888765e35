// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/compare_strip.h"

#include "ui/controls/choice_row.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/paint/primitives.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kLeast = 48;
constexpr double kLeft = 18;
constexpr double kIcon = 22;
constexpr double kGap = 14;
constexpr double kToolGap = 6;
constexpr double kRight = 10;
constexpr double kVerticalPadding = 8;
constexpr double kLeastWords = 300;

QString idOf(core::Pace pace)
{
    return pace == core::Pace::Progress ? QStringLiteral("progress") : QStringLiteral("clock");
}

} // namespace

CompareStrip::CompareStrip(QWidget *parent)
    : QWidget(parent),
      m_words(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 14, this)),
      m_pace(new ChoiceRow(ChoiceStyle::SmallSegments, this)),
      m_swap(new IconButton(QStringLiteral("swap"), tr("Swap A and B"), this)),
      m_copy(new IconButton(QStringLiteral("copy"), tr("Copy A to B: start again from A"), this)),
      m_unpin(new IconButton(QStringLiteral("close"), tr("Unpin A"), this))
{
    setAccessibleName(tr("Difference"));
    m_words->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_pace->setItems({{idOf(core::Pace::ClockTime), tr("Same clock time"),
                       tr("Both began together; the shorter step waits at its end")},
                      {idOf(core::Pace::Progress), tr("Same progress"),
                       tr("Both are through with the same share of their step")}});
    m_pace->setAccessibleName(tr("How A and B go on beside each other"));
    setPace(core::Pace::ClockTime);
    connect(m_pace, &ChoiceRow::chosen, this, [this](const QString &id) {
        Q_EMIT paceChosen(id == idOf(core::Pace::Progress) ? core::Pace::Progress
                                                           : core::Pace::ClockTime);
    });
    connect(m_swap, &QAbstractButton::clicked, this, &CompareStrip::swapRequested);
    connect(m_copy, &QAbstractButton::clicked, this, &CompareStrip::copyRequested);
    connect(m_unpin, &QAbstractButton::clicked, this, &CompareStrip::unpinRequested);
}

void CompareStrip::setSentence(const QString &sentence, const QString &differences)
{
    m_words->say(sentence);
    m_words->setToolTip(differences);
    setAccessibleDescription(differences.isEmpty() ? sentence : sentence + u'\n' + differences);
    place();
}

QString CompareStrip::sentence() const
{
    return m_words->text();
}

void CompareStrip::setCanSwap(bool can)
{
    m_swap->setEnabled(can);
    m_copy->setEnabled(can);
}

void CompareStrip::setPace(core::Pace pace)
{
    m_pace->setCurrent(idOf(pace));
}

QWidget *CompareStrip::focusStart() const
{
    return m_pace;
}

void CompareStrip::setLook(const Look &look)
{
    m_look = look;
    m_words->setLook(look);
    m_pace->setLook(look);
    for (IconButton *button : {m_swap, m_copy, m_unpin})
        button->setLook(look);
    place();
    update();
}

QList<QWidget *> CompareStrip::tools() const
{
    return {m_pace, m_swap, m_copy, m_unpin};
}

int CompareStrip::toolsWidth() const
{
    int width = m_look.ipx(kRight);
    for (const QWidget *tool : tools())
        width += tool->sizeHint().width() + m_look.ipx(kToolGap);
    return width;
}

int CompareStrip::wordsLeft() const
{
    return m_look.ipx(kLeft + kIcon + kGap);
}

int CompareStrip::toolsHeight() const
{
    int high = 0;
    for (const QWidget *tool : tools())
        high = std::max(high, tool->sizeHint().height());
    return high;
}

bool CompareStrip::isStacked(int width) const
{
    return width - toolsWidth() - wordsLeft() - m_look.ipx(kGap) < m_look.ipx(kLeastWords);
}

int CompareStrip::wordsWidth(int width) const
{
    return std::max(1,
                    width - wordsLeft() - m_look.ipx(kGap) - (isStacked(width) ? 0 : toolsWidth()));
}

int CompareStrip::heightForWidth(int width) const
{
    const int padding = m_look.ipx(kVerticalPadding);
    const int words = m_words->heightForWidth(wordsWidth(width)) + 2 * padding;
    return std::max(m_look.ipx(kLeast), words) + (isStacked(width) ? toolsHeight() + padding : 0);
}

void CompareStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void CompareStrip::place()
{
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    int left = width() - toolsWidth();
    const int below = isStacked(width()) ? toolsHeight() + m_look.ipx(kVerticalPadding) : 0;
    const int words = height() - below;
    put(m_words, {wordsLeft(), 0, wordsWidth(width()), words});
    const int middle = below > 0 ? words + toolsHeight() / 2 : height() / 2;
    for (QWidget *tool : tools()) {
        const QSize size = tool->sizeHint();
        put(tool, {left, middle - size.height() / 2, size.width(), size.height()});
        left += size.width() + m_look.ipx(kToolGap);
    }
}

void CompareStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    drawRounded(painter, rect(), m_look.px(8), theme.accentSoft,
                theme.flat ? theme.line : QColor());
    const QRect icon(m_look.ipx(kLeft), m_words->geometry().center().y() - m_look.ipx(kIcon) / 2,
                     m_look.ipx(kIcon), m_look.ipx(kIcon));
    drawIcon(painter, QStyle::visualRect(layoutDirection(), rect(), icon), QStringLiteral("scales"),
             theme.accent, kIcon, m_look);
}

} // namespace ui
