// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/layout_ideas.h"

#include "ui/controls/choice_box.h"
#include "ui/controls/text_block.h"
#include "ui/paint/primitives.h"
#include "ui/panels/layout_row.h"
#include "ui/words/comparison_texts.h"
#include "ui/words/layout_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QStyle>
#include <QtMath>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kSide = 14;
constexpr double kTop = 14;
constexpr double kGap = 8;

struct LayoutWords
{
    Q_DECLARE_TR_FUNCTIONS(LayoutIdeas)
};

QString titleOf(const core::LayoutAdvice &advice, std::size_t index)
{
    if (index == 0)
        return advice.proved > 0 ? LayoutWords::tr("Fastest") : LayoutWords::tr("Fastest so far");
    const core::Bytes freed{advice.ideas.front().memory.count - advice.ideas[index].memory.count};
    return LayoutWords::tr("%1 less memory").arg(textOf(core::figureOf(freed).text()));
}

QString shareText(core::Nanos now, core::Nanos then)
{
    const double share = core::seconds(then) / core::seconds(now) - 1;
    return (share < 0 ? QStringLiteral("−") : QStringLiteral("+")) +
           textOf(core::shareInTenths(std::abs(share)));
}

// A step, its memory with what of it changes, and its money.
QString priceOf(const core::LayoutIdea &idea, const std::optional<core::LayoutPoint> &now)
{
    QString memory = textOf(core::figureOf(idea.memory).text());
    if (now && now->memory != idea.memory)
        memory += QStringLiteral(" (%1)").arg(changeText(now->memory, idea.memory));
    QStringList parts = {textOf(core::figureOf(idea.step).text()), memory};
    if (const QString dollars = dollarsOfStepText(idea.scenario, idea.step); !dollars.isEmpty())
        parts.append(dollars);
    return parts.join(QStringLiteral(" · "));
}

LayoutRow::Words wordsOf(const core::LayoutAdvice &advice, std::size_t index,
                         const std::optional<core::LayoutPoint> &now)
{
    const core::LayoutIdea &idea = advice.ideas[index];
    const core::LayoutPoint point = layoutPointOf(idea.scenario, idea.step, idea.memory, true);
    LayoutRow::Words words;
    words.number = static_cast<int>(index) + 1;
    words.title = titleOf(advice, index);
    words.degrees = degreesText(point.layout);
    words.order = orderText(point.layout, point.order);
    words.price = priceOf(idea, now);
    words.isNow = now && isSameLayout(*now, point) && now->step == idea.step;
    if (words.isNow) {
        words.gain = LayoutWords::tr("chosen now");
    } else if (now && now->fits && now->step.count > 0) {
        words.gain = changeText(now->step, idea.step);
        if (now->step != idea.step)
            words.gain += QStringLiteral(" (%1)").arg(shareText(now->step, idea.step));
    }
    return words;
}

} // namespace

LayoutIdeas::LayoutIdeas(QWidget *parent)
    : Card(parent), m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 0, this)),
      m_memory(new ChoiceBox(tr("Memory that stays free"), this)),
      m_proved(new TextBlock(TextRole::ControlStrong, TextBlock::Tone::Plain, 0, this)),
      m_counts(new TextBlock(TextRole::Caption, TextBlock::Tone::Quiet, 0, this))
{
    m_title->say(tr("Best layouts"));
    QList<ChoiceBox::Item> shares;
    for (const int percent : {0, 5, 10, 20})
        shares.append({QString::number(percent),
                       percent == 0 ? tr("nothing") : tr("%1 %").arg(percent),
                       {},
                       tr("Memory of each GPU that no layout may need: allocators leave gaps, and "
                          "a simulation is not a measurement")});
    m_memory->setPrefix(tr("Keep free: "));
    m_memory->setItems(shares);
    connect(m_memory, &ChoiceBox::chosen, this,
            [this](const QString &id) { Q_EMIT keptFreeChosen(id.toInt()); });
    setKeptFree(0);
    for (std::size_t i = 0; i < kMost; ++i) {
        m_rows.push_back(new LayoutRow(this));
        m_rows.back()->hide();
        connect(m_rows.back(), &QAbstractButton::clicked, this, [this, i] { Q_EMIT taken(i); });
    }
    setAccessibleName(tr("Best layouts"));
    setWhatsThis(
        tr("The fastest layout of the whole space, and the next ones that free memory. None "
           "is beaten by any other in both time and memory. A press takes one; undo brings "
           "the former back."));
}

void LayoutIdeas::setAdvice(const core::LayoutAdvice &advice,
                            const std::optional<core::LayoutPoint> &now)
{
    for (std::size_t i = 0; i < kMost; ++i) {
        const bool isThere = i < advice.ideas.size();
        m_rows[i]->setVisible(isThere);
        if (isThere)
            m_rows[i]->say(wordsOf(advice, i, now));
    }
    m_proved->say(provedText(advice));
    m_counts->say(advice.counts.candidates > 0 ? countsText(advice.counts) : QString());
    place(width(), Puts::Parts);
}

void LayoutIdeas::setKeptFree(int percent)
{
    m_memory->setCurrentId(QString::number(percent));
}

QString LayoutIdeas::text() const
{
    return m_proved->text() + u' ' + m_counts->text();
}

void LayoutIdeas::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    for (TextBlock *block : {m_title, m_proved, m_counts})
        block->setLook(look);
    for (LayoutRow *row : m_rows)
        row->setLook(look);
    m_memory->setLook(look);
    updateGeometry();
    place(width(), Puts::Parts);
}

int LayoutIdeas::heightForWidth(int width) const
{
    return place(width, Puts::Nothing);
}

QSize LayoutIdeas::sizeHint() const
{
    return {m_look.ipx(348), m_look.ipx(480)};
}

void LayoutIdeas::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place(width(), Puts::Parts);
}

// Side by side where both are whole, else one below the other; where they end.
int LayoutIdeas::placeHead(int wide, int top, Puts puts) const
{
    const int side = m_look.ipx(kSide);
    const QSize box(std::min(m_memory->neededWidth(), wide), m_memory->sizeHint().height());
    const int words = qCeil(textWidth(m_look.font(TextRole::SectionTitle), m_title->text()));
    const bool isBeside = words + m_look.ipx(kGap) + box.width() <= wide;
    const QSize title(isBeside ? words : wide, m_title->heightForWidth(isBeside ? words : wide));
    const int row = std::max(title.height(), box.height());
    const auto put = [&](QWidget *widget, const QPoint &at, const QSize &size) {
        if (puts == Puts::Parts)
            widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), {at, size}));
    };
    if (!isBeside) {
        const int below = top + title.height() + m_look.ipx(4);
        put(m_title, {side, top}, title);
        put(m_memory, {side, below}, box);
        return below + box.height();
    }
    put(m_title, {side, top + (row - title.height()) / 2}, title);
    put(m_memory, {side + wide - box.width(), top + (row - box.height()) / 2}, box);
    return top + row;
}

int LayoutIdeas::place(int width, Puts puts) const
{
    const int side = m_look.ipx(kSide);
    const int wide = std::max(1, width - 2 * side);
    int y = m_look.ipx(kTop);
    const auto put = [&](QWidget *widget, int high, double gap) {
        if (puts == Puts::Parts)
            widget->setGeometry(
                QStyle::visualRect(layoutDirection(), rect(), {side, y, wide, high}));
        y += high > 0 ? high + m_look.ipx(gap) : 0;
    };
    y = placeHead(wide, y, puts) + m_look.ipx(kGap);
    for (LayoutRow *idea : m_rows)
        put(idea, idea->isHidden() ? 0 : idea->sizeHint().height(), kGap);
    const auto high = [wide](const TextBlock &block) {
        return block.text().isEmpty() ? 0 : block.heightForWidth(wide);
    };
    y += m_look.ipx(4);
    put(m_proved, high(*m_proved), 4);
    put(m_counts, high(*m_counts), 0);
    return y + m_look.ipx(kTop);
}

} // namespace ui
