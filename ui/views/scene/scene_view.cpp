// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scene/scene_view.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/scene_key_painter.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/scene_texts.h"
#include "ui/words/spoken_texts.h"
#include "ui/words/square_texts.h"
#include "ui/words/text_of.h"

#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>

namespace ui {

namespace {

constexpr double kScrollBarRoom = 14; // logical pixels
constexpr double kWithColourLabel = 880;

} // namespace

SceneView::SceneView(QWidget *parent)
    : QWidget(parent), m_colours(ChoiceStyle::SmallSegments, this), m_scrollBar(Qt::Vertical, this)
{
    installAccessibleItems(); // before a name is given, which makes it known
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Flow scene"));
    setWhatsThis(tr("What every GPU is doing, and the data between them. Circles are activations, "
                    "diamonds gradients, squares chunks of a collective. Click selects a GPU, "
                    "double click opens it, the right button slows it or breaks a link."));
    grabGesture(Qt::PinchGesture);
    m_scrollBar.hide();
    installColourChoice();
    connect(&m_scrollBar, &QScrollBar::valueChanged, this, [this] {
        m_still = {};
        m_paintedOnce = false;
        update();
    });
}

QSize SceneView::sizeHint() const
{
    return QSize(m_look.ipx(996), m_look.ipx(277));
}

QSize SceneView::minimumSizeHint() const
{
    return QSize(m_look.ipx(420), m_look.ipx(190));
}

void SceneView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (m_selected && (!snapshot || *m_selected >= snapshot->deviceCount()))
        m_selected.reset();
    m_hovered.reset(); // its cell may be another's now
    invalidate();
}

void SceneView::setMoment(core::Nanos moment)
{
    m_moment = moment;
    update();
}

void SceneView::setLook(const Look &look)
{
    m_look = look;
    m_scrollBar.setLook(look);
    m_colours.setLook(look);
    updateGeometry();
    invalidate();
}

void SceneView::setSelectedDevice(std::optional<int> device)
{
    const bool other = device != m_selected;
    m_selected = device;
    showSelected();
    const CardGeometry *card = device ? cardOf(m_layout, *device) : nullptr;
    if (other && card != nullptr)
        announceItem(this, static_cast<int>(card - m_layout.cards.data()));
    update();
}

void SceneView::setDetail(std::optional<CardDetail> detail)
{
    m_detail = detail;
    invalidate();
    showSelected();
}

// The level that fits lies in the middle: there the choice goes back to the window.
void SceneView::changeDetail(int by)
{
    if (!m_snapshot)
        return;
    const int least = static_cast<int>(CardDetail::Cell);
    const int wanted = std::clamp(static_cast<int>(m_layout.detail) - by, 0, least);
    const CardDetail fits = layoutScene(*m_snapshot, size(), m_look.scale).detail;
    if (wanted == static_cast<int>(fits))
        setDetail({});
    else if (wanted < least) // cells are for when nothing else fits
        setDetail(static_cast<CardDetail>(wanted));
}

void SceneView::invalidate()
{
    m_still = {};
    m_paintedOnce = false;
    // Where the cards are must always agree with the snapshot, painted or not.
    m_layout = {};
    if (m_snapshot)
        m_layout = layoutScene(*m_snapshot, size(), m_look.scale, m_detail);
    if (m_layout.size.height() > height()) { // room for the scroll bar
        const QSizeF room(width() - m_look.ipx(kScrollBarRoom), height());
        m_layout = layoutScene(*m_snapshot, room, m_look.scale, m_detail);
    }
    placeScrollBar();
    placeColourChoice();
    update();
}

void SceneView::installColourChoice()
{
    QList<ChoiceItem> items;
    for (const ColourChoice &choice : colourChoices())
        items.append({QString::fromLatin1(choice.id), choice.text(), choice.toolTip()});
    m_colours.setItems(items);
    m_colours.setAccessibleName(tr("Colour by"));
    m_colours.setCurrent(items.front().id);
    m_colours.hide();
    connect(&m_colours, &ChoiceRow::chosen, this, [this](const QString &id) {
        for (const ColourChoice &choice : colourChoices()) {
            if (id == QLatin1StringView(choice.id))
                m_colourBy = choice.by;
        }
        update();
    });
}

void SceneView::placeColourChoice()
{
    const QSize size = m_colours.sizeHint();
    const QRectF &room = m_layout.colourChoice;
    m_colours.setVisible(!room.isEmpty() && size.width() <= room.width());
    m_colours.setGeometry(QRect(
        QPoint(qFloor(room.right()) - size.width(), qRound(room.center().y()) - size.height() / 2),
        size));
}

void SceneView::placeScrollBar()
{
    const int hidden = std::max(0, qCeil(m_layout.size.height()) - height());
    const QSignalBlocker quiet(m_scrollBar);
    m_scrollBar.setRange(0, hidden);
    m_scrollBar.setPageStep(height());
    m_scrollBar.setSingleStep(m_look.ipx(40));
    const int barWidth = m_look.ipx(10);
    m_scrollBar.setGeometry(width() - barWidth - m_look.ipx(3), m_look.ipx(10), barWidth,
                            std::max(0, height() - m_look.ipx(22)));
    m_scrollBar.setVisible(hidden > 0);
}

void SceneView::showSelected()
{
    const CardGeometry *card = m_selected ? cardOf(m_layout, *m_selected) : nullptr;
    if (card == nullptr || !m_scrollBar.isVisibleTo(this))
        return;
    const int margin = m_look.ipx(12);
    const int top = qFloor(card->card.top()) - margin;
    const int bottom = qCeil(card->card.bottom()) + margin;
    if (top < m_scrollBar.value())
        m_scrollBar.setValue(top);
    else if (bottom > m_scrollBar.value() + height())
        m_scrollBar.setValue(bottom - height());
}

QPointF SceneView::inScene(QPointF position) const
{
    return position + QPointF(0, m_scrollBar.value());
}

int SceneView::itemCount() const
{
    return static_cast<int>(m_layout.cards.size());
}

AccessibleItems::Item SceneView::itemAt(int index) const
{
    const CardGeometry &card = m_layout.cards[static_cast<std::size_t>(index)];
    if (card.count > 1) {
        QString words = squareDescription(*m_snapshot, m_layout, card, m_moment);
        words.replace(QLatin1Char('\n'), QStringLiteral(", "));
        return {.name = words,
                .value = {},
                .description = inspectorSentence(*m_snapshot, m_layout, card.device, m_moment),
                .area = card.card.translated(0, -m_scrollBar.value()),
                .selected = m_selected && cardOf(m_layout, *m_selected) == &card};
    }
    return {.name = spokenDevice(*m_snapshot, card.device, m_moment),
            .value = spokenFigures(*m_snapshot, card.device, m_moment),
            .description = m_layout.inspector.isEmpty()
                               ? deviceText(card.device)
                               : inspectorSentence(*m_snapshot, m_layout, card.device, m_moment),
            .area = card.card.translated(0, -m_scrollBar.value()),
            .selected = m_selected == card.device};
}

void SceneView::chooseItem(int index)
{
    setSelectedDevice(m_layout.cards[static_cast<std::size_t>(index)].device);
    Q_EMIT deviceSelected(m_selected);
}

void SceneView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    invalidate();
}

void SceneView::renewStillPart()
{
    m_still = QPixmap(size() * devicePixelRatioF());
    m_still.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(&m_still);
    paintStillPart(painter);
}

void SceneView::paintStillPart(QPainter &painter) const
{
    painter.fillRect(rect(), m_look.theme.bg);
    drawCard(painter, QRectF(rect()).adjusted(0, 0, 0, -2), m_look);
    painter.save();
    if (m_scrollBar.maximum() > 0)
        painter.setClipRect(scrolledArea(), Qt::IntersectClip);
    painter.translate(0, -m_scrollBar.value());
    paintStillScene(painter, *m_snapshot, m_layout, m_look);
    painter.restore();
    if (!m_colours.isVisibleTo(this) || width() < m_look.ipx(kWithColourLabel))
        return;
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_look.theme.text2);
    painter.drawText(QRectF(0, m_colours.y(), m_colours.x() - m_look.px(10), m_colours.height()),
                     Qt::AlignRight | Qt::AlignVCenter, tr("Colour by"));
}

// Within the outline of the scene, so that what scrolls does not cover it.
QRectF SceneView::scrolledArea() const
{
    return QRectF(rect()).adjusted(m_look.px(2), m_look.px(3), -m_look.px(2), -m_look.px(5));
}

void SceneView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_snapshot) {
        painter.fillRect(rect(), m_look.theme.bg);
        drawCard(painter, QRectF(rect()).adjusted(0, 0, 0, -2), m_look);
        return;
    }
    // A picture shown only once, such as the first one or one under a moving slider, needs no
    // cached copy.
    if (!m_paintedOnce) {
        paintStillPart(painter);
        m_paintedOnce = true;
    } else {
        if (m_still.isNull() || m_still.devicePixelRatioF() != devicePixelRatioF())
            renewStillPart();
        painter.drawPixmap(0, 0, m_still);
    }
    SceneOptions options = {.selectedDevice = m_selected,
                            .focusedDevice = {},
                            .hoveredDevice = m_hovered,
                            .colourBy = m_colourBy};
    if (hasFocus() && m_showsFocus && m_look.interactive)
        options.focusedDevice = m_selected.value_or(m_layout.cards.front().device);
    if (m_scrollBar.maximum() > 0)
        painter.setClipRect(scrolledArea(), Qt::IntersectClip);
    painter.translate(0, -m_scrollBar.value());
    paintMovingScene(painter, *m_snapshot, m_layout, m_moment, m_look, options);
}

const LinkGeometry *SceneView::linkAt(QPointF position) const
{
    const double reach = m_look.px(16);
    const auto found = std::ranges::find_if(m_layout.links, [&](const LinkGeometry &link) {
        return link.label.contains(position) || distanceTo(link.forward, position) < reach ||
               distanceTo(link.backward, position) < reach;
    });
    return found == m_layout.links.end() ? nullptr : &*found;
}

QString SceneView::tipAt(QPointF inWidget) const
{
    if (!m_snapshot)
        return {};
    const QPointF position = inScene(inWidget);
    if (const CardGeometry *card = cardAt(m_layout, position))
        return card->count > 1 ? squareDescription(*m_snapshot, m_layout, *card, m_moment)
                               : deviceDescription(*m_snapshot, card->device, m_moment);
    if (const LinkGeometry *link = linkAt(position))
        return linkDescription(*m_snapshot, link->fromDevice, link->toDevice);
    if (m_layout.key.contains(position))
        return keyTip(*m_snapshot, {m_colourBy, keysOfRows(*m_snapshot, m_moment, m_colourBy)});
    return {};
}

QString SceneView::describe() const
{
    if (!m_snapshot)
        return {};
    const bool squares = m_layout.squares.order != SquareOrder::None;
    const SceneTitle title =
        squares ? squaresTitle(*m_snapshot, m_layout) : sceneTitle(*m_snapshot);
    QStringList lines = {title.title + QStringLiteral(", ") + title.detail};
    if (squares) { // a thousand lines say less than their sums
        const std::vector<int> keys = keysOfRows(*m_snapshot, m_moment, ColourBy::State);
        for (const KeyCount &count : keyCounts(*m_snapshot, keys))
            lines.append(
                tr("%1: %2").arg(keyText(ColourBy::State, count.key), countText(count.devices)));
        for (const int device : troubledDevices(*m_snapshot))
            lines.append(deviceText(device));
        return lines.join(QLatin1Char('\n'));
    }
    for (const CardGeometry &card : m_layout.cards)
        lines.append(deviceText(card.device));
    return lines.join(QLatin1Char('\n'));
}

QString SceneView::deviceText(int device) const
{
    return deviceDescription(*m_snapshot, device, m_moment)
        .replace(QLatin1Char('\n'), QStringLiteral(", "));
}

} // namespace ui
