// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi_strip.h"

#include "ui/controls/focus_ring.h"
#include "ui/controls/push_button.h"
#include "ui/paint/primitives.h"
#include "ui/panels/kpi_card.h"
#include "ui/words/comparison_texts.h"
#include "ui/words/kpi_tips.h"

#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace ui {

namespace {

constexpr int kIdleCard = 3;
constexpr double kHeight = 76;
constexpr double kCompactHeight = 48;
constexpr double kGap = 10;
constexpr double kCompactGap = 6;
constexpr double kShadow = 2;
constexpr double kLeastCard = 138; // five narrower ones take two rows
constexpr double kButton = 32;

QString spoken(const KpiText &kpi)
{
    return QStringList({kpi.title, kpi.value, kpi.unit, kpi.note}).join(QChar::Space).simplified();
}

} // namespace

KpiStrip::KpiStrip(QWidget *parent)
    : QWidget(parent),
      m_assumptions(new IconButton(QStringLiteral("info"),
                                   tr("Assumptions: what these figures rest on, and how far off "
                                      "they may be"),
                                   this))
{
    installAccessibleItems();
    m_assumptions->setObjectName(QStringLiteral("assumptions"));
    m_assumptions->setLogicalHeight(kButton);
    connect(m_assumptions, &QAbstractButton::clicked, this, &KpiStrip::stepClicked);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Headline numbers"));
    setWhatsThis(tr(
        "Step time: from the start of a step to the end of its slowest GPU; ideal finish: what "
        "the busiest GPU would take alone. Busy, idle and gradient sync are shares of the whole "
        "step, averaged over the GPUs; textbook: the idle share that papers give for equal stages "
        "with the same schedule. Peak memory: of the fullest GPU. The arrow keys go from number "
        "to number, each with its formula."));
}

void KpiStrip::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    showTexts();
}

void KpiStrip::setAgainst(const core::SnapshotPtr &other)
{
    if (other == m_against)
        return;
    m_against = other;
    if (!m_readOnly)
        showTexts();
}

void KpiStrip::setBubble(core::BubbleDefinition definition)
{
    m_bubble = definition;
    showTexts();
}

void KpiStrip::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    placeButton();
    updateGeometry();
    update();
}

void KpiStrip::setTexts(const KpiTexts &texts)
{
    m_snapshot.reset();
    m_texts = texts;
    m_readOnly = true;
    placeButton();
    describeTexts();
}

void KpiStrip::showTexts()
{
    m_texts = m_snapshot ? kpiTexts(*m_snapshot) : emptyKpiTexts();
    if (showsBubble() && m_bubble != core::BubbleDefinition::IdleOverStep)
        m_texts[kIdleCard] = bubbleText(*m_snapshot, m_bubble);
    if (m_snapshot && m_against)
        noteChanges(m_texts, *m_against, *m_snapshot);
    describeTexts();
}

void KpiStrip::describeTexts()
{
    QStringList parts;
    for (const KpiText &text : m_texts)
        parts.append(spoken(text));
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
    update();
}

bool KpiStrip::showsBubble() const
{
    return m_snapshot && m_snapshot->metrics.runs() && m_snapshot->plan.ranks() > 1;
}

// What a card says when hovered, or focused by keyboard.
QString KpiStrip::tipOf(int index) const
{
    const KpiText &text = m_texts[static_cast<std::size_t>(index)];
    if (!m_snapshot)
        return spoken(text);
    QString tip = kpiTip(*m_snapshot, text, index);
    if (index == 0)
        tip += u'\n' + tr("Click: what this figure rests on, and how far off it may be");
    if (index == kIdleCard && showsBubble())
        tip += u'\n' + tr("Click: the next of the three definitions, outlined on the timeline");
    return tip;
}

int KpiStrip::itemCount() const
{
    return static_cast<int>(m_texts.size());
}

AccessibleItems::Item KpiStrip::itemAt(int index) const
{
    const KpiText &text = m_texts[static_cast<std::size_t>(index)];
    return {.name = spoken(text),
            .value = QStringList({text.value, text.unit}).join(QChar::Space).simplified(),
            .description = tipOf(index),
            .area = cardRect(index),
            .selected = hasFocus() && index == m_current};
}

void KpiStrip::chooseItem(int index)
{
    if (index == 0 && m_snapshot)
        Q_EMIT stepClicked();
    else if (index == kIdleCard && showsBubble())
        Q_EMIT bubbleClicked();
}

void KpiStrip::mousePressEvent(QMouseEvent *event)
{
    for (int i = 0; i < itemCount(); ++i) {
        if (event->button() == Qt::LeftButton && cardRect(i).contains(event->position()))
            chooseItem(i);
    }
}

void KpiStrip::keyPressEvent(QKeyEvent *event)
{
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const int on = reversed ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Right:
        return goTo(m_current + on);
    case Qt::Key_Left:
        return goTo(m_current - on);
    case Qt::Key_Home:
        return goTo(0);
    case Qt::Key_End:
        return goTo(itemCount() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return chooseItem(m_current);
    default:
        QWidget::keyPressEvent(event);
    }
}

void KpiStrip::goTo(int index)
{
    m_current = std::clamp(index, 0, itemCount() - 1);
    showRing(Qt::TabFocusReason);
    const QRect card = cardRect(m_current).toRect();
    showTip(m_current, mapToGlobal(card.bottomLeft()));
    announceItem(this, m_current);
}

// As rich text, which is wrapped: formulas are long.
void KpiStrip::showTip(int index, const QPoint &globalPosition)
{
    QToolTip::showText(globalPosition, Qt::convertFromPlainText(tipOf(index)), this,
                       cardRect(index).toRect());
}

void KpiStrip::showRing(Qt::FocusReason reason)
{
    showFocusRing(m_focusRing, this, reason, [this] {
        return FocusShape{cardRect(m_current), m_look.px(kCardRadius), m_look};
    });
}

void KpiStrip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    const bool arrives =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (arrives)
        goTo(m_current);
    else
        showRing(event->reason());
}

void KpiStrip::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    QToolTip::hideText();
}

void KpiStrip::setLook(const Look &look)
{
    m_look = look;
    m_assumptions->setLook(look);
    placeButton();
    updateGeometry();
    update();
}

// In the corner of the first card, beside its title.
void KpiStrip::placeButton()
{
    m_assumptions->setVisible(m_look.interactive && !m_compact && !m_readOnly);
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

double KpiStrip::cardHeight() const
{
    return m_compact ? kCompactHeight : kHeight;
}

double KpiStrip::gap() const
{
    return m_compact ? kCompactGap : kGap;
}

QSize KpiStrip::sizeHint() const
{
    return {m_look.ipx(5 * 190 + 4 * gap()), m_look.ipx(cardHeight())};
}

int KpiStrip::cardsInRow(int width) const
{
    const int count = static_cast<int>(m_texts.size());
    const double needed = kLeastCard * count + gap() * (count - 1);
    return !m_compact && width < m_look.px(needed) ? (count + 1) / 2 : count;
}

bool KpiStrip::fitsInOneRow(int width) const
{
    const double count = static_cast<double>(m_texts.size());
    return width >= m_look.px(kLeastCard * count + kGap * (count - 1));
}

int KpiStrip::heightForWidth(int width) const
{
    const bool twoRows = cardsInRow(width) < static_cast<int>(m_texts.size());
    return m_look.ipx(twoRows ? 2 * kHeight + kGap - kShadow : cardHeight());
}

QSize KpiStrip::minimumSizeHint() const
{
    return {m_look.ipx(3 * 110 + 2 * kGap), m_look.ipx(cardHeight())};
}

QRectF KpiStrip::cardRect(int index) const
{
    const int most = cardsInRow(width());
    const int row = index / most;
    const int count = row == 0 ? most : static_cast<int>(m_texts.size()) - most;
    const double between = m_look.px(gap());
    const double cardWidth = (width() - between * (count - 1)) / count;
    const double left = (index - row * most) * (cardWidth + between);
    const double right = left + cardWidth;
    // On whole pixels, so that outlines are equally sharp.
    const QRect card(
        QPoint(qRound(left), row * m_look.ipx(kHeight + kGap - kShadow)),
        QSize(qRound(right) - qRound(left), m_look.ipx(cardHeight()) - m_look.ipx(kShadow)));
    return QStyle::visualRect(layoutDirection(), rect(), card);
}

KpiCard KpiStrip::cardAt(int index) const
{
    return {cardRect(index), m_look, layoutDirection() == Qt::RightToLeft, m_compact,
            devicePixelRatioF()};
}

void KpiStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < itemCount(); ++i) {
        const KpiCard card = cardAt(i);
        drawCard(painter, card.rect, m_look);
        card.paint(painter, m_texts[static_cast<std::size_t>(i)]);
    }
}

QString KpiStrip::shownNote(int index) const
{
    return cardAt(index).fitted(m_texts[static_cast<std::size_t>(index)]).note;
}

bool KpiStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (int i = 0; i < itemCount(); ++i) {
            if (cardRect(i).contains(help->pos()))
                showTip(i, help->globalPos());
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui
