// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi_strip.h"
#include "ui/words/timeline_readout.h"

#include "ui/controls/push_button.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/primitives.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace ui {

namespace {

constexpr int kIdleCard = 3;
constexpr double kHeight = 76;
constexpr double kGap = 10;
constexpr double kShadow = 2;
constexpr double kPadding = 13;
constexpr double kNarrowCard = 165;
constexpr double kLeastCard = 138; // five narrower ones stand in two rows
constexpr double kNarrowPadding = 9;
constexpr double kBarWidth = 65;
constexpr double kBarHeight = 7;
constexpr double kButton = 32;
constexpr double kSmallNote = 11.5; // where the usual size has no room

QString spoken(const KpiTexts &texts)
{
    QStringList parts;
    for (const KpiText &kpi : texts)
        parts.append(QStringList({kpi.title, kpi.value, kpi.unit, kpi.note}).join(QChar::Space));
    return parts.join(QStringLiteral("; ")).simplified();
}

} // namespace

KpiStrip::KpiStrip(QWidget *parent)
    : QWidget(parent),
      m_assumptions(new IconButton(QStringLiteral("info"),
                                   tr("Assumptions: what these figures rest on, and how far off "
                                      "they may be"),
                                   this))
{
    m_assumptions->setObjectName(QStringLiteral("assumptions"));
    m_assumptions->setLogicalHeight(kButton);
    connect(m_assumptions, &QAbstractButton::clicked, this, &KpiStrip::stepClicked);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Headline numbers"));
    setWhatsThis(tr(
        "Step time: from the start of a step to the end of its slowest GPU; without waiting: what "
        "the busiest GPU would take alone. Busy, idle and gradient sync are shares of the step, "
        "averaged over the GPUs; in theory: the idle share of equal stages with the same "
        "schedule. Peak memory: of the fullest GPU."));
}

void KpiStrip::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    showTexts();
}

void KpiStrip::setBubble(core::BubbleDefinition definition)
{
    m_bubble = definition;
    showTexts();
}

void KpiStrip::showTexts()
{
    m_texts = m_snapshot ? kpiTexts(*m_snapshot) : emptyKpiTexts();
    if (showsBubble() && m_bubble != core::BubbleDefinition::IdleOverStep)
        m_texts[kIdleCard] = bubbleText(*m_snapshot, m_bubble);
    setAccessibleDescription(spoken(m_texts));
    update();
}

bool KpiStrip::showsBubble() const
{
    return m_snapshot && m_snapshot->metrics.fits && m_snapshot->metrics.completed &&
           m_snapshot->plan.ranks() > 1;
}

// What a card says when the pointer rests on it.
QString KpiStrip::tipOf(int index) const
{
    const KpiText &text = m_texts[static_cast<std::size_t>(index)];
    QStringList lines = {QStringList({text.title, text.value, text.unit, text.note})
                             .join(QChar::Space)
                             .simplified()};
    if (showsBubble() && index == kIdleCard) {
        using enum core::BubbleDefinition;
        for (const core::BubbleDefinition definition : {IdleOverStep, IdleOverIdeal, SpanIdle})
            lines.append(bubbleSentence(*m_snapshot, definition));
        lines.append(tr("Click: the next of the three definitions, outlined on the timeline"));
    } else if (showsBubble() && index == 0) {
        lines.append(spanSentence(*m_snapshot));
    }
    if (m_snapshot && index == 0)
        lines.append(tr("Click: what this figure rests on, and how far off it may be"));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void KpiStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && showsBubble() &&
        cardRect(kIdleCard).contains(event->position()))
        Q_EMIT bubbleClicked();
    else if (event->button() == Qt::LeftButton && m_snapshot &&
             cardRect(0).contains(event->position()))
        Q_EMIT stepClicked();
}

void KpiStrip::setLook(const Look &look)
{
    m_look = look;
    m_assumptions->setLook(look);
    m_assumptions->setVisible(look.interactive);
    placeButton();
    updateGeometry();
    update();
}

// In the corner of the first card, beside its title.
void KpiStrip::placeButton()
{
    const QRectF card = cardRect(0);
    const int size = m_look.ipx(kButton);
    const QRect corner(qRound(card.right()) - size - m_look.ipx(3),
                       qRound(card.top()) + m_look.ipx(2), size, size);
    const QRect within = card.toAlignedRect();
    m_assumptions->setGeometry(QStyle::visualRect(layoutDirection(), within, corner));
}

void KpiStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeButton();
}

QSize KpiStrip::sizeHint() const
{
    return {m_look.ipx(5 * 190 + 4 * kGap), m_look.ipx(kHeight)};
}

int KpiStrip::cardsInRow(int width) const
{
    const int count = static_cast<int>(m_texts.size());
    const double needed = kLeastCard * count + kGap * (count - 1);
    return width < m_look.px(needed) ? (count + 1) / 2 : count;
}

int KpiStrip::heightForWidth(int width) const
{
    const bool twoRows = cardsInRow(width) < static_cast<int>(m_texts.size());
    return m_look.ipx(twoRows ? 2 * kHeight + kGap - kShadow : kHeight);
}

QSize KpiStrip::minimumSizeHint() const
{
    return {m_look.ipx(3 * 110 + 2 * kGap), m_look.ipx(kHeight)};
}

QRectF KpiStrip::cardRect(int index) const
{
    const int most = cardsInRow(width());
    const int row = index / most;
    const int count = row == 0 ? most : static_cast<int>(m_texts.size()) - most;
    const double gap = m_look.px(kGap);
    const double cardWidth = (width() - gap * (count - 1)) / count;
    const double left = (index - row * most) * (cardWidth + gap);
    const double right = left + cardWidth;
    // On whole pixels, so that outlines are equally sharp.
    const QRect card(
        QPoint(qRound(left), row * m_look.ipx(kHeight + kGap - kShadow)),
        QSize(qRound(right) - qRound(left), m_look.ipx(kHeight) - m_look.ipx(kShadow)));
    return QStyle::visualRect(layoutDirection(), rect(), card);
}

void KpiStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < static_cast<int>(m_texts.size()); ++i) {
        const QRectF card = cardRect(i);
        drawCard(painter, card, m_look);
        paintKpi(painter, card, m_texts[static_cast<std::size_t>(i)]);
    }
}

double KpiStrip::padding() const
{
    return m_look.px(cardRect(0).width() < m_look.px(kNarrowCard) ? kNarrowPadding : kPadding);
}

QFont KpiStrip::noteFont(const QString &note, double room) const
{
    const QFont font = m_look.font(TextRole::Control);
    return textWidth(font, note) <= room ? font : m_look.font(TextRole::Control, kSmallNote);
}

// Smaller where it would just miss its place beside the value.
QFont KpiStrip::unitFont(const KpiText &text, double room) const
{
    const QFont font = m_look.font(TextRole::Control);
    const double value = textWidth(m_look.font(TextRole::KpiValue), text.value) + m_look.px(6);
    return value + textWidth(font, text.unit) <= room ? font
                                                      : m_look.font(TextRole::Control, kSmallNote);
}

// In a narrow card rather less than cut words: brief notes, and a unit that goes below the value in
// place of the note. The tooltip has it all.
KpiText KpiStrip::fitted(KpiText text, double room) const
{
    const double value = textWidth(m_look.font(TextRole::KpiValue), text.value);
    if (value + m_look.px(6) + textWidth(unitFont(text, room), text.unit) > room) {
        text.note = text.unit;
        text.unit.clear();
    } else if (!text.brief.isEmpty() && textWidth(noteFont(text.note, room), text.note) > room) {
        text.note = text.brief;
    }
    text.note =
        QFontMetricsF(noteFont(text.note, room)).elidedText(text.note, Qt::ElideRight, room);
    return text;
}

QString KpiStrip::shownNote(int index) const
{
    const double room = cardRect(index).width() - 2 * padding();
    return fitted(m_texts[static_cast<std::size_t>(index)], room).note;
}

void KpiStrip::paintKpi(QPainter &painter, const QRectF &card, const KpiText &whole) const
{
    const Theme &theme = m_look.theme;
    const double padding = this->padding();
    const QRectF inner = card.adjusted(padding, 0, -padding, 0);
    const KpiText text = fitted(whole, inner.width());
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const int edge =
        static_cast<int>((reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const double middle = card.center().y();
    const auto line = [&](double offset, double height) {
        const double centre = middle + m_look.px(offset);
        return QRectF(inner.left(), centre - m_look.px(height) / 2, inner.width(),
                      m_look.px(height));
    };
    const auto draw = [&](const QRectF &area, const QFont &font, const QColor &colour,
                          const QString &words) {
        painter.setFont(font);
        painter.setPen(colour);
        const QFontMetricsF metrics(font);
        painter.drawText(area, edge, metrics.elidedText(words, Qt::ElideRight, area.width()));
    };
    QFont titleFont = m_look.font(TextRole::Control);
    if (textWidth(titleFont, text.title) > inner.width())
        titleFont = m_look.font(TextRole::Control, 11);
    draw(line(-21.5, 18), titleFont, theme.text2, text.title);
    draw(line(23.5, 18), noteFont(text.note, inner.width()),
         text.problem ? theme.problemText : theme.text3, text.note);

    const QFont valueFont = m_look.font(TextRole::KpiValue);
    QRectF area = line(1, 32);
    draw(area, valueFont, theme.text1, text.value);
    const double used = textWidth(valueFont, text.value) + m_look.px(6);
    // On the baseline of the value.
    area = area.translated(0, m_look.px(2.5));
    area = reversed ? area.adjusted(0, 0, -used, 0) : area.adjusted(used, 0, 0, 0);
    if (area.width() > m_look.px(10))
        draw(area, unitFont(text, inner.width()), theme.text2, text.unit);
    paintBar(painter, card, text);
}

void KpiStrip::paintBar(QPainter &painter, const QRectF &card, const KpiText &text) const
{
    if (text.bar == KpiBar::None)
        return;
    const double padding = this->padding();
    const QFontMetricsF metrics(m_look.font(TextRole::Control));
    const double title = metrics.horizontalAdvance(text.title);
    const double room = card.width() - 2 * padding - title - m_look.px(10);
    if (room < m_look.px(24))
        return; // the number alone says it too
    const double barWidth = std::min(room, m_look.px(kBarWidth));
    const double top = card.center().y() - m_look.px(21.5 + kBarHeight / 2);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const double left = reversed ? card.left() + padding : card.right() - padding - barWidth;
    const QRectF bar(left, top, barWidth, m_look.px(kBarHeight));
    const Theme &theme = m_look.theme;
    const double ratio = devicePixelRatioF();
    const QBrush fill = text.bar == KpiBar::Busy ? QBrush(theme.accent)
                        : text.bar == KpiBar::Memory
                            ? QBrush(theme.memActs)
                            : hatchBrush(theme.idle, theme.text3, m_look, ratio);
    drawBar(painter, bar, text.share, fill, theme.flat ? theme.idleHatch : theme.idle);
}

bool KpiStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const QPoint position = static_cast<QHelpEvent *>(event)->pos();
        for (int i = 0; i < static_cast<int>(m_texts.size()); ++i) {
            if (cardRect(i).contains(position))
                QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), tipOf(i), this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui
