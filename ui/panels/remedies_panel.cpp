// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/remedies_panel.h"

#include "ui/controls/push_button.h"
#include "ui/document/document.h"
#include "ui/paint/primitives.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr double kMargin = 20;
constexpr double kCardsTop = 59;
constexpr double kLeastCardsTop = 36; // in a low window
constexpr double kBelow = 14;
constexpr double kCardHeight = 117;
constexpr double kGap = 14;
constexpr double kPadding = 16;
constexpr double kButtonTop = 76;
constexpr double kLargestHeadline = 17; // of its type, where it has room
constexpr double kSmallestHeadline = 13;

// "62 GB per GPU · step 12 % longer", shorter where there is no room; the tip says it all.
QString needAndCost(const RemedyText &text, const QFontMetricsF &metrics, double width)
{
    for (const QString &cost : {text.cost, text.costBrief}) {
        const QString whole = text.result + QStringLiteral(" · ") + cost;
        if (!cost.isEmpty() && metrics.horizontalAdvance(whole) <= width)
            return whole;
    }
    return text.result;
}

// On two lines of this width, wherever the text breaks: shorter, then elided.
QString twoLines(const RemedyText &text, const QFontMetricsF &metrics, double width)
{
    const auto fits = [&](const QString &words) {
        const QRectF area(0, 0, width, 10 * metrics.lineSpacing());
        const QRectF taken = metrics.boundingRect(area, Qt::TextWordWrap, words);
        return taken.height() < 2.2 * metrics.lineSpacing() && taken.width() <= width;
    };
    QString words = fits(text.changes) ? text.changes : text.changesBrief;
    while (words.size() > 1 && !fits(words)) {
        words.chop(words.endsWith(u'…') ? 2 : 1);
        words.append(u'…');
    }
    return words;
}

} // namespace

RemediesPanel::RemediesPanel(Document &document, QWidget *parent)
    : QWidget(parent), m_document(document)
{
    setAccessibleName(tr("Ways to make the model fit"));
    setWhatsThis(tr("Changes that make the model fit into memory, or nearly, and how much each "
                    "would need. Click one to apply it; Undo takes it back."));
    connect(&m_document, &Document::remediesChanged, this, &RemediesPanel::renew);
}

void RemediesPanel::setSnapshot(const core::SnapshotPtr &snapshot)
{
    if (snapshot == m_snapshot)
        return;
    m_snapshot = snapshot;
    const bool fits = !snapshot || snapshot->plan.fits;
    m_headline = fits ? QString() : doesNotFitHeadline(*snapshot);
    setAccessibleDescription(m_headline);
    setToolTip(m_headline);
    renew();
}

void RemediesPanel::setAwake(bool awake)
{
    m_awake = awake;
    renew();
}

void RemediesPanel::setTells(bool tells)
{
    if (std::exchange(m_tells, tells) != tells)
        renew();
}

void RemediesPanel::renew()
{
    if (!m_awake)
        return;
    m_remedies.clear();
    const bool tells = m_tells && !m_headline.isEmpty();
    const std::optional<core::IdeaList> &ideas = m_document.ideas();
    m_tried = tells && ideas ? triedOnOneText(*ideas) : QString();
    setAccessibleDescription(m_tried.isEmpty() ? m_headline
                                               : m_headline + QStringLiteral(". ") + m_tried);
    const bool current = m_snapshot && m_snapshot == m_document.snapshot();
    if (current && tells && m_document.remedies()) {
        for (const core::Remedy &remedy : *m_document.remedies())
            m_remedies.push_back({remedy, remedyText(remedy, m_snapshot->scenario)});
    }
    for (PushButton *button : m_buttons) {
        if (button != nullptr) {
            button->hide();
            button->deleteLater(); // it may be the one that was just clicked
        }
    }
    m_buttons.clear();
    for (const Shown &shown : m_remedies)
        m_buttons.push_back(shown.remedy.fits ? newButton(shown) : nullptr);
    place();
    update();
}

PushButton *RemediesPanel::newButton(const Shown &shown)
{
    auto *button = new PushButton(PushButton::Kind::Primary, {}, shown.text.action, this);
    button->setLogicalHeight(32);
    button->setLook(m_look);
    QStringList words = {shown.text.result, shown.text.cost, shown.text.changes};
    words.removeAll(QString());
    button->setAccessibleName(shown.text.title + QStringLiteral(": ") +
                              words.join(QStringLiteral(", ")));
    words = {shown.text.changes, shown.text.costTip};
    words.removeAll(QString());
    button->setToolTip(words.join(QStringLiteral(". ")));
    button->show();
    connect(button, &PushButton::clicked, this, [this, shown] {
        m_document.edit(shown.remedy.scenario, shown.text.undoText);
        m_document.endMerge();
    });
    return button;
}

void RemediesPanel::setLook(const Look &look)
{
    m_look = look;
    for (PushButton *button : m_buttons) {
        if (button != nullptr)
            button->setLook(look);
    }
    updateGeometry();
    place();
    update();
}

QSize RemediesPanel::minimumSizeHint() const
{
    return {m_look.ipx(3 * 200 + 2 * kGap + 2 * kMargin),
            m_look.ipx(kLeastCardsTop + kCardHeight + 4)};
}

double RemediesPanel::cardsTop() const
{
    return std::clamp(height() - m_look.px(kCardHeight + kBelow), m_look.px(kLeastCardsTop),
                      m_look.px(kCardsTop));
}

QRectF RemediesPanel::cardRect(std::size_t index) const
{
    const double gap = m_look.px(kGap);
    const double margin = m_look.px(kMargin);
    const double cardWidth = (width() - 2 * margin - 2 * gap) / 3;
    const QRectF card(margin + static_cast<double>(index) * (cardWidth + gap), cardsTop(),
                      cardWidth, m_look.px(kCardHeight));
    return QStyle::visualRect(layoutDirection(), rect(), card.toRect());
}

void RemediesPanel::place()
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        PushButton *button = m_buttons[i];
        if (button == nullptr)
            continue;
        const QRect card = cardRect(i).toRect();
        const QSize size = button->sizeHint();
        const int room = card.width() - 2 * m_look.ipx(kPadding);
        const QRect area(card.left() + m_look.ipx(kPadding), card.top() + m_look.ipx(kButtonTop),
                         std::min(size.width() + m_look.ipx(14), room), size.height());
        button->setGeometry(QStyle::visualRect(layoutDirection(), card, area));
    }
}

void RemediesPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void RemediesPanel::paintEvent(QPaintEvent *)
{
    if (m_headline.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const double margin = m_look.px(kMargin);
    const QRect line(qRound(margin), qRound(cardsTop() / 2 - m_look.px(14)),
                     qRound(width() - 2 * margin), m_look.ipx(28));
    const QRect icon(line.left(), line.top(), m_look.ipx(24), line.height());
    drawIcon(painter, QStyle::visualRect(layoutDirection(), line, icon), QStringLiteral("warning"),
             theme.problem, 24, m_look);
    const QRect words = line.adjusted(m_look.ipx(36), 0, 0, 0);
    double size = kLargestHeadline;
    while (size > kSmallestHeadline &&
           textWidth(m_look.font(TextRole::SectionTitle, size), m_headline) > words.width())
        size -= 1;
    painter.setFont(m_look.font(TextRole::SectionTitle, size));
    painter.setPen(theme.text1);
    const Qt::Alignment edge =
        QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(QStyle::visualRect(layoutDirection(), line, words), static_cast<int>(edge),
                     painter.fontMetrics().elidedText(m_headline, Qt::ElideRight, words.width()));
    if (!m_tried.isEmpty()) {
        const int taken = painter.fontMetrics().horizontalAdvance(m_headline) + m_look.ipx(16);
        const QRect beside = words.adjusted(taken, m_look.ipx(2), 0, 0);
        painter.setFont(m_look.font(TextRole::Control));
        painter.setPen(theme.text2);
        painter.drawText(QStyle::visualRect(layoutDirection(), line, beside),
                         static_cast<int>(edge),
                         painter.fontMetrics().elidedText(m_tried, Qt::ElideRight, beside.width()));
    }
    for (std::size_t i = 0; i < m_remedies.size(); ++i)
        paintRemedy(painter, cardRect(i), i);
    if (!m_remedies.empty() || !m_tells)
        return;
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(theme.text2);
    const QRect below(words.left(), qRound(cardsTop()), words.width(),
                      height() - qRound(cardsTop()));
    painter.drawText(
        QStyle::visualRect(layoutDirection(), rect(), below),
        static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignTop)) |
            Qt::TextWordWrap,
        m_document.remedies()
            ? tr("No single change makes it fit: use fewer layers, or more or larger GPUs.")
            : tr("Looking for a fit…"));
}

// Beside the button; where there is none, in its place.
QRectF RemediesPanel::changesRect(const QRectF &card, std::size_t index) const
{
    const double padding = m_look.px(kPadding);
    QRectF area(card.left() + padding, card.top() + m_look.px(kButtonTop),
                card.width() - 2 * padding, m_look.px(34));
    const PushButton *button = m_buttons[index];
    if (button == nullptr)
        return area;
    const double taken = button->width() + m_look.px(12);
    return layoutDirection() == Qt::RightToLeft ? area.adjusted(0, 0, -taken, 0)
                                                : area.adjusted(taken, 0, 0, 0);
}

void RemediesPanel::paintRemedy(QPainter &painter, const QRectF &card, std::size_t index) const
{
    const Shown &shown = m_remedies[index];
    const core::Remedy &remedy = shown.remedy;
    const Theme &theme = m_look.theme;
    const double padding = m_look.px(kPadding);
    drawRounded(painter, card, m_look.px(6), remedy.fits ? theme.accentSoft : theme.surface2,
                remedy.fits ? theme.accent : theme.line, m_look.px(remedy.fits ? 1.5 : 1));
    const QRectF inner = card.adjusted(padding, 0, -padding, 0);
    const Qt::Alignment edge =
        QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    const auto draw = [&](double centre, const QFont &font, const QColor &colour,
                          const QString &words) {
        const QRectF area(inner.left(), card.top() + m_look.px(centre - 11), inner.width(),
                          m_look.px(22));
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(area, static_cast<int>(edge),
                         QFontMetricsF(font).elidedText(words, Qt::ElideRight, area.width()));
    };
    const QFont title = m_look.font(TextRole::SectionTitle);
    const bool wide = QFontMetricsF(title).horizontalAdvance(shown.text.title) > inner.width();
    draw(21, wide ? m_look.font(TextRole::SectionTitle, 12) : title, theme.text1, shown.text.title);
    const QFont small = m_look.font(TextRole::Control);
    draw(46, small, theme.text2, needAndCost(shown.text, QFontMetricsF(small), inner.width()));
    paintNeed(painter,
              QRectF(inner.left(), card.top() + m_look.px(62), inner.width(), m_look.px(9)),
              remedy);
    const QFont caption = m_look.font(TextRole::Caption);
    const QRectF beside = changesRect(card, index);
    painter.setFont(caption);
    painter.setPen(theme.text2);
    painter.drawText(beside, static_cast<int>(edge) | Qt::TextWordWrap,
                     twoLines(shown.text, QFontMetricsF(caption), beside.width()));
}

// One scale for all cards: the current need, or more if a remedy or a device needs more.
void RemediesPanel::paintNeed(QPainter &painter, const QRectF &bar,
                              const core::Remedy &remedy) const
{
    const Theme &theme = m_look.theme;
    core::Bytes most;
    for (const core::RowMetrics &row : m_snapshot->metrics.rows)
        most = std::max(most, row.peakMemory);
    for (const Shown &other : m_remedies)
        most = std::max({most, other.remedy.need, other.remedy.capacity});
    const double scale = 1 / std::max(1.0, static_cast<double>(most.count));
    drawBar(painter, bar, static_cast<double>(remedy.need.count) * scale,
            remedy.fits ? theme.memActs : theme.problem, theme.idle);
    const double share = static_cast<double>(remedy.capacity.count) * scale;
    const double thickness = m_look.px(2);
    const double x = std::min(bar.left() + share * bar.width(), bar.right() - thickness);
    painter.fillRect(QRectF(x, bar.top() - m_look.px(4), thickness, m_look.px(17)), theme.text1);
}

} // namespace ui
