// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/link_list.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLineHeight = 38;
constexpr double kLinkMargin = 4;
constexpr double kMoreHeight = 18; // "and 3 more"
constexpr double kUseWidth = 54;
constexpr double kIconWidth = 22; // of what is wrong, with room behind it

QString linkFigure(const core::Figure &figure)
{
    return QString::fromStdString(figure.text());
}

// %2: which devices.
QString ringName(const core::LinkUse &link)
{
    // In the order of PartnerKind.
    static constexpr std::array<const char *, core::kPartnerKinds> partners = {
        QT_TRANSLATE_NOOP("LinkList", "tensor: %1 GPUs, %2"),
        QT_TRANSLATE_NOOP("LinkList", "context: %1 GPUs, %2"),
        QT_TRANSLATE_NOOP("LinkList", "experts: %1 GPUs, %2"),
        QT_TRANSLATE_NOOP("LinkList", "shards: %1 GPUs, %2")};
    // In the order of AllReduce; a bucket never has the first.
    static constexpr std::array<const char *, 4> names = {
        QT_TRANSLATE_NOOP("LinkList", "ring of %1 GPUs, %2"),
        QT_TRANSLATE_NOOP("LinkList", "ring of %1 GPUs, %2"),
        QT_TRANSLATE_NOOP("LinkList", "tree of %1 GPUs, %2"),
        QT_TRANSLATE_NOOP("LinkList", "%1 GPUs, node by node, %2")};
    if (link.experts)
        return LinkList::tr("gradients of experts: %1 GPUs, %2");
    return LinkList::tr(link.partners ? partners[static_cast<std::size_t>(*link.partners)]
                                      : names[static_cast<std::size_t>(link.algorithm)]);
}

QString ringEnds(const core::LinkUse &link)
{
    const QString ends = LinkList::tr("%1 to %2").arg(link.from).arg(link.to);
    return link.stride > 1 ? LinkList::tr("%1 in steps of %2").arg(ends).arg(link.stride) : ends;
}

QString linkName(const core::LinkUse &link, bool brief = false)
{
    if (link.ring) {
        const QString name = ringName(link).arg(countText(link.count), ringEnds(link));
        return link.alike > 1 ? LinkList::tr("%1 and %2 alike").arg(name, countText(link.alike - 1))
                              : name;
    }
    const QString ends =
        QString::fromStdString(core::deviceName(link.from)) + QStringLiteral(" → ") +
        (brief ? QString::number(link.to) : QString::fromStdString(core::deviceName(link.to)));
    return link.count > 1 ? LinkList::tr("%1 and %2 alike").arg(ends, countText(link.count - 1))
                          : ends;
}

// The longest first.
QStringList linkDetails(const core::LinkUse &link)
{
    if (link.down)
        return {LinkList::tr("down: nothing gets through")};
    const QString ring = linkFigure(core::figureOf(link.gradients));
    QStringList texts;
    if (link.ring)
        texts = {LinkList::tr("%1 sent by each GPU").arg(ring), LinkList::tr("%1 each").arg(ring),
                 LinkList::tr("%1 each").arg(ring)};
    else
        texts.fill(linkFigure(core::figureOf(link.activations + link.gradients)), 2);
    // In the terms of core/analysis/link_speed: one ring has three speeds.
    const QString rate = linkFigure(core::figureOfRate(link.bandwidth));
    const QStringList speeds = link.ring ? QStringList{LinkList::tr(", bus bandwidth %1").arg(rate),
                                                       LinkList::tr(", bus bandwidth %1").arg(rate),
                                                       LinkList::tr(", bus %1").arg(rate)}
                                         : QStringList{LinkList::tr(", %1 achieved").arg(rate),
                                                       LinkList::tr(", %1").arg(rate)};
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (link.bandwidth > 0)
            texts[i] += speeds[i];
        if (link.slowed)
            texts[i] += LinkList::tr(" (slowed)");
    }
    return texts;
}

bool isProblem(const core::LinkUse &link)
{
    return link.down || link.slowed;
}

// For words in a line of this width.
double roomOf(const core::LinkUse &link, double line, const Look &look)
{
    return line - look.px(kUseWidth + 6) - (isProblem(link) ? look.px(kIconWidth) : 0);
}

} // namespace

LinkList::LinkList(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Links"));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
}

QString LinkList::nameOf(const core::LinkUse &link) const
{
    return inWord(m_word, linkName(link));
}

void LinkList::setLinks(std::vector<core::LinkUse> links, core::Nanos step, DeviceWord word)
{
    m_word = word;
    m_links = std::move(links);
    m_step = step;
    updateScrollBar();
    viewport()->update();
}

void LinkList::setLook(const Look &look)
{
    m_look = look;
    updateScrollBar();
    viewport()->update();
}

void LinkList::updateScrollBar()
{
    const int line = m_look.ipx(kLineHeight);
    const int hidden = line * static_cast<int>(m_links.size()) - viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, hidden));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(line);
}

void LinkList::resizeEvent(QResizeEvent *)
{
    updateScrollBar();
}

std::span<const core::LinkUse> LinkList::seen(int height, int scroll) const
{
    const int line = std::max(1, m_look.ipx(kLineHeight));
    const auto first = std::min(m_links.size(), static_cast<std::size_t>(scroll / line));
    const auto count = static_cast<std::size_t>(height / line + 2);
    return std::span(m_links).subspan(first, std::min(count, m_links.size() - first));
}

// Of the lines that are seen: what has no room is told by the tip.
void LinkList::tellWhatIsCut()
{
    const double line = viewport()->width() - m_look.px(2 * kLinkMargin);
    QStringList cut;
    for (const core::LinkUse &link : seen(viewport()->height(), verticalScrollBar()->value())) {
        const double room = roomOf(link, line, m_look);
        const QStringList details = linkDetails(link);
        const QString name = inWord(m_word, linkName(link, true));
        if (textWidth(m_look.font(TextRole::CaptionStrong), name) > room ||
            textWidth(m_look.font(TextRole::Caption), inWord(m_word, details.last())) > room)
            cut.append(nameOf(link) + QStringLiteral(": ") + inWord(m_word, details.first()));
    }
    if (const QString tip = cut.join(u'\n'); tip != viewport()->toolTip())
        viewport()->setToolTip(tip);
}

void LinkList::paintEvent(QPaintEvent *)
{
    tellWhatIsCut();
    QPainter painter(viewport());
    paintList(painter, viewport()->size(), verticalScrollBar()->value());
}

void LinkList::paintList(QPainter &painter, const QSize &size, int scroll) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(0, 0), size), m_look.theme.surface);
    const double height = m_look.ipx(kLineHeight);
    const bool brief = isBrief(size, scroll);
    for (std::size_t i = 0; i < m_links.size(); ++i) {
        const double top = static_cast<double>(i) * height - scroll;
        if (top + height < 0 || top >= size.height())
            continue;
        paintLine(
            painter, m_links[i],
            QRectF(m_look.px(kLinkMargin), top, size.width() - m_look.px(2 * kLinkMargin), height),
            brief);
    }
}

// Nothing can be scrolled there: whole lines, the last of which counts the rest.
void LinkList::paintPicture(QPainter &painter, const QSize &size) const
{
    const int height = m_look.ipx(kLineHeight);
    const int room = size.height() / height;
    const int count = static_cast<int>(m_links.size());
    if (count <= room) {
        paintList(painter, size, 0);
        return;
    }
    const int shown = std::max(0, (size.height() - m_look.ipx(kMoreHeight)) / height);
    painter.fillRect(QRect(QPoint(0, 0), size), m_look.theme.surface);
    paintList(painter, {size.width(), shown * height - 1}, 0);
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_look.theme.text2);
    painter.drawText(
        QRectF(m_look.px(kLinkMargin), shown * height, size.width(), m_look.px(kMoreHeight)),
        Qt::AlignLeft | Qt::AlignVCenter, tr("and %1 more").arg(countText(count - shown)));
}

// All names that are seen take the same form.
bool LinkList::isBrief(const QSize &size, int scroll) const
{
    const QFontMetricsF metrics(m_look.font(TextRole::CaptionStrong));
    const double line = size.width() - m_look.px(2 * kLinkMargin);
    return std::ranges::any_of(seen(size.height(), scroll), [&](const core::LinkUse &link) {
        return !link.ring && metrics.horizontalAdvance(nameOf(link)) > roomOf(link, line, m_look);
    });
}

void LinkList::paintLine(QPainter &painter, const core::LinkUse &link, const QRectF &line,
                         bool brief) const
{
    const Theme &theme = m_look.theme;
    const bool problem = isProblem(link);
    double left = line.left();
    if (problem) {
        drawIcon(painter, QRectF(left, line.top(), m_look.px(16), line.height()),
                 link.down ? QStringLiteral("link-off") : QStringLiteral("slow"), theme.problem, 16,
                 m_look);
        left += m_look.px(kIconWidth);
    }
    const double share =
        m_step.count > 0 ? static_cast<double>(link.busy.count) / static_cast<double>(m_step.count)
                         : 0;
    const double room = roomOf(link, line.width(), m_look);
    const auto paintText = [&](const QStringList &texts, TextRole role, const QColor &colour,
                               double y) {
        painter.setFont(m_look.font(role));
        painter.setPen(colour);
        const QFontMetricsF metrics(painter.font());
        QString text = texts.last();
        for (const QString &each : texts) {
            if (metrics.horizontalAdvance(each) <= room) {
                text = each;
                break;
            }
        }
        const bool fits = metrics.horizontalAdvance(text) <= room;
        painter.drawText(QRectF(left, y, room, m_look.px(16)), Qt::AlignLeft | Qt::AlignVCenter,
                         fits ? text : metrics.elidedText(text, Qt::ElideRight, room));
    };
    QStringList details = linkDetails(link);
    for (QString &detail : details)
        detail = inWord(m_word, detail);
    paintText({inWord(m_word, linkName(link, brief))}, TextRole::CaptionStrong,
              problem ? theme.problemText : theme.text1, line.top() + m_look.px(2));
    paintText(details, TextRole::Caption, theme.text2, line.top() + m_look.px(17));
    painter.setFont(m_look.font(TextRole::ControlStrong));
    painter.setPen(theme.text1);
    const QRectF use(line.right() - m_look.px(kUseWidth), line.top() + m_look.px(2),
                     m_look.px(kUseWidth), m_look.px(16));
    painter.drawText(use, Qt::AlignRight | Qt::AlignVCenter, useText(share));
    drawBar(painter,
            QRectF(use.left() + m_look.px(4), use.bottom() + m_look.px(5),
                   use.width() - m_look.px(4), m_look.px(5)),
            std::min(1.0, share), link.ring ? theme.sync : theme.accent, theme.line);
}

} // namespace ui
