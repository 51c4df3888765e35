// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/figures_panel.h"

#include "ui/editor/editor_texts.h"
#include "ui/paint/primitives.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kMargin = 16;
constexpr double kCardHeight = 82;
constexpr double kHeight = 500;
constexpr double kWidth = 240;

} // namespace

FiguresPanel::FiguresPanel(EditorSession &session, QWidget *parent)
    : Card(parent), m_session(session)
{
    const auto renew = [this] {
        setAccessibleDescription(describe());
        update();
    };
    setAccessibleName(tr("So far"));
    setWhatsThis(tr("The lower bound is what no order of this shape can beat: some stage cannot "
                    "begin before its first forward arrives, and then has all its passes to do. "
                    "\"Rest filled in\" is a greedy completion, not a bound."));
    connect(&session, &EditorSession::changed, this, renew);
    renew();
}

void FiguresPanel::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    updateGeometry();
    update();
}

QSize FiguresPanel::sizeHint() const
{
    return {m_look.ipx(kWidth), m_look.ipx(kHeight)};
}

QString FiguresPanel::visitsText() const
{
    const core::OrderFigures &figures = m_session.figures();
    return tr("%1 of %2 passes").arg(countText(figures.visits), countText(figures.visitsOfWhole));
}

QString FiguresPanel::recognisedText() const
{
    const core::NamedOrder *name = m_session.recognised();
    return name                  ? textOf(name->title)
           : m_session.isWhole() ? tr("no named schedule")
                                 : tr("no named schedule so far");
}

std::vector<FiguresPanel::Figure> FiguresPanel::figures() const
{
    const core::OrderFigures &figures = m_session.figures();
    const core::EditorChallenge *challenge = m_session.challenge();
    const std::int64_t over = figures.makespan - figures.bound;
    const bool isEnd = m_session.isWhole() || figures.isFilledIn;
    const double share =
        figures.bound == 0 ? 0 : static_cast<double>(over) / static_cast<double>(figures.bound);
    std::vector<Figure> all;
    all.push_back({m_session.isWhole()  ? tr("Makespan")
                   : figures.isFilledIn ? tr("Makespan, rest filled in")
                                        : tr("Makespan so far"),
                   slotsText(m_session, figures.makespan), tr("slots"),
                   isEnd ? withUnbrokenFigures(tr("lower bound %1 · %2 over, %3 %")
                                                   .arg(slotsText(m_session, figures.bound),
                                                        slotsText(m_session, over),
                                                        decimalsText(100 * share, 1)))
                         : tr("lower bound %1").arg(slotsText(m_session, figures.bound))});
    all.push_back(
        {tr("Idle (bubble)"), decimalsText(100 * figures.bubble, 1), tr("%"),
         tr("%1 of %2 slots so far")
             .arg(slotsText(m_session, figures.idle), slotsText(m_session, figures.wholeTime))});
    const bool isLimited = challenge && challenge->mostKept > 0;
    all.push_back({tr("Kept at most"), countText(figures.keptAtMost),
                   isLimited ? tr("of %1 allowed").arg(challenge->mostKept) : tr("micro-batches"),
                   tr("%1 from slot %2")
                       .arg(rankName(m_session.editor().order(), figures.keptRank),
                            slotsText(m_session, figures.keptFrom))});
    return all;
}

QString FiguresPanel::describe() const
{
    QStringList lines = {visitsText()};
    for (const Figure &figure : figures())
        lines.append(QStringLiteral("%1: %2 %3, %4")
                         .arg(figure.title, figure.value, figure.unit, figure.detail));
    lines.append(tr("Recognised as %1").arg(recognisedText()));
    lines.append(
        tr("Critical path: %1 passes, underlined").arg(m_session.editor().grid().criticalVisits));
    return lines.join(QLatin1Char('\n'));
}

double FiguresPanel::paintFigure(QPainter &painter, const QRectF &area, const Figure &figure) const
{
    const Theme &theme = m_look.theme;
    const auto insideOf = [this](const QRectF &card) {
        return card.adjusted(m_look.px(12), m_look.px(8), -m_look.px(8), -m_look.px(8));
    };
    // A detail of two lines makes its card higher.
    const QFont small = m_look.font(TextRole::Caption);
    const QFontMetricsF metrics(small, painter.device());
    const double detail =
        metrics.boundingRect(insideOf(area), Qt::TextWordWrap, figure.detail).height();
    const QRectF card = area.adjusted(0, 0, 0, std::max(0.0, detail - metrics.lineSpacing()));
    drawRounded(painter, card, m_look.px(kControlRadius), theme.surface2, theme.line, m_look.px(1));
    const QRectF inner = insideOf(card);
    painter.setPen(theme.text2);
    painter.setFont(small);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, figure.title);
    painter.drawText(inner, int(Qt::AlignLeft | Qt::AlignBottom) | Qt::TextWordWrap, figure.detail);
    const QFont large = m_look.font(TextRole::KpiValue, 22);
    painter.setPen(theme.text1);
    painter.setFont(large);
    const QRectF line = insideOf(area);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, figure.value);
    const double after = textWidth(large, figure.value) + m_look.px(8);
    painter.setPen(theme.text2);
    painter.setFont(m_look.font(TextRole::Control));
    painter.drawText(line.adjusted(after, m_look.px(3), 0, m_look.px(3)),
                     Qt::AlignLeft | Qt::AlignVCenter, figure.unit);
    return card.bottom();
}

// The bound at the left, what the order is compared with at the right, the goal between them.
void FiguresPanel::paintScale(QPainter &painter, const QRectF &area) const
{
    const Theme &theme = m_look.theme;
    const core::OrderFigures &figures = m_session.figures();
    const core::NamedOrder *compared = m_session.compared();
    const core::EditorChallenge *challenge = m_session.challenge();
    const double unit = m_session.editor().grid().ticksPerUnit;
    const auto least = static_cast<double>(figures.bound);
    const auto now = static_cast<double>(figures.makespan);
    const double goal = challenge ? challenge->goal * unit : least;
    const double other = compared ? static_cast<double>(compared->grid.makespan) : least;
    const double most = std::max({now, goal, other, least + unit});
    const double y = area.top() + m_look.px(8);
    const double radius = m_look.px(5);
    const auto dot = [&](double ticks, const QColor &fill, const QColor &edge) {
        const double share = std::clamp((ticks - least) / (most - least), 0.0, 1.0);
        const double x = area.left() + share * (area.width() - 2 * radius);
        drawRounded(painter, {x, y - radius, 2 * radius, 2 * radius}, radius, fill, edge,
                    m_look.px(2));
    };
    painter.fillRect(QRectF(area.left(), y - m_look.px(3), area.width(), m_look.px(6)),
                     theme.surface2);
    if (compared)
        dot(other, theme.text3, theme.text3);
    dot(least, theme.sync, theme.sync);
    if (challenge)
        dot(goal, theme.surface, theme.text1);
    dot(now, theme.accent, theme.accent);
    paintScaleWords(painter, area.adjusted(0, m_look.px(18), 0, 0));
}

void FiguresPanel::paintScaleWords(QPainter &painter, const QRectF &area) const
{
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_look.theme.text2);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop,
                     tr("bound %1").arg(slotsText(m_session, m_session.figures().bound)));
    if (m_session.challenge())
        painter.drawText(area, Qt::AlignHCenter | Qt::AlignTop,
                         tr("goal %1").arg(m_session.challenge()->goal));
    if (const core::NamedOrder *compared = m_session.compared())
        painter.drawText(area, Qt::AlignRight | Qt::AlignTop,
                         tr("%1 %2").arg(textOf(compared->title),
                                         slotsText(m_session, compared->grid.makespan)));
}

// The title, and how much of the order is there; where the rest begins.
double FiguresPanel::paintHead(QPainter &painter, double left, double wide) const
{
    const Theme &theme = m_look.theme;
    const QRectF head(left, m_look.px(10), wide, m_look.px(24));
    painter.setPen(theme.text1);
    painter.setFont(m_look.font(TextRole::SectionTitle));
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, tr("So far"));
    painter.setPen(theme.text2);
    painter.setFont(m_look.font(TextRole::Control));
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, visitsText());
    const core::OrderFigures &figures = m_session.figures();
    const double whole = std::max(1.0, static_cast<double>(figures.visitsOfWhole));
    drawBar(painter, {left, m_look.px(38), wide, m_look.px(6)},
            static_cast<double>(figures.visits) / whole, theme.accent, theme.surface2);
    return m_look.px(54);
}

void FiguresPanel::paintFoot(QPainter &painter, const QRectF &area) const
{
    const Theme &theme = m_look.theme;
    double top = area.top();
    const auto say = [&](TextRole role, const QColor &colour, const QString &text, double gap) {
        painter.setPen(colour);
        painter.setFont(m_look.font(role));
        QRectF used;
        painter.drawText(QRectF(area.left(), top, area.width(), height()),
                         int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, text, &used);
        top = used.bottom() + m_look.px(gap);
    };
    say(TextRole::Control, theme.text2, tr("Recognised as"), 2);
    say(TextRole::ControlStrong, theme.text1, recognisedText(), 6);
    say(TextRole::Caption, theme.text2,
        tr("Critical path: %1 passes, underlined").arg(m_session.editor().grid().criticalVisits),
        0);
}

void FiguresPanel::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double margin = m_look.px(kMargin);
    const double wide = width() - 2 * margin;
    double top = paintHead(painter, margin, wide);
    for (const Figure &figure : figures())
        top = paintFigure(painter, {margin, top, wide, m_look.px(kCardHeight)}, figure) +
              m_look.px(10);
    painter.setPen(m_look.theme.text2);
    painter.setFont(m_look.font(TextRole::Control));
    painter.drawText(QRectF(margin, top, wide, m_look.px(20)), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Distance from the bound"));
    paintScale(painter, {margin, top + m_look.px(24), wide, m_look.px(40)});
    paintFoot(painter, {margin, top + m_look.px(72), wide, m_look.px(64)});
}

} // namespace ui
