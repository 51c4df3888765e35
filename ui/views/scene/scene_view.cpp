// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scene/scene_view.h"

#include "core/base/text.h"
#include "ui/layout/scene_texts.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene_painter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ui {

SceneView::SceneView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Flow scene"));
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
    updateGeometry();
    invalidate();
}

void SceneView::setSelectedDevice(std::optional<int> device)
{
    m_selected = device;
    if (m_snapshot && device)
        setAccessibleDescription(deviceDescription(*m_snapshot, *device, m_moment));
    update();
}

void SceneView::invalidate()
{
    m_still = {};
    m_paintedOnce = false;
    // Where the cards are must always agree with the snapshot, painted or not.
    m_layout = m_snapshot ? layoutScene(*m_snapshot, size(), m_look.scale) : SceneLayout{};
    update();
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
    drawCard(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -2.5), m_look);
    paintStillScene(painter, *m_snapshot, m_layout, m_look);
}

void SceneView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_snapshot) {
        painter.fillRect(rect(), m_look.theme.bg);
        drawCard(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -2.5), m_look);
        return;
    }
    // What is shown once, such as the first picture or one under a moving slider, needs no copy.
    if (!m_paintedOnce) {
        paintStillPart(painter);
        m_paintedOnce = true;
    } else {
        if (m_still.isNull() || m_still.devicePixelRatioF() != devicePixelRatioF())
            renewStillPart();
        painter.drawPixmap(0, 0, m_still);
    }
    SceneOptions options = {.selectedDevice = m_selected, .focusedDevice = {}};
    if (hasFocus() && m_look.interactive)
        options.focusedDevice = m_selected.value_or(m_layout.cards.front().device);
    paintMovingScene(painter, *m_snapshot, m_layout, m_moment, m_look, options);
}

QString SceneView::tipAt(QPointF position) const
{
    if (!m_snapshot)
        return {};
    if (const CardGeometry *card = cardAt(m_layout, position))
        return deviceDescription(*m_snapshot, card->device, m_moment);
    for (const LinkGeometry &link : m_layout.links) {
        const QRectF area = QRectF(link.forwardBegin, link.backwardBegin).normalized();
        if (!area.adjusted(0, -m_look.px(20), 0, m_look.px(40)).contains(position))
            continue;
        const core::Hop hop = m_snapshot->plan.wiring.between(link.fromDevice, link.toDevice);
        return tr("%1 to %2: %3, %4 latency%5")
            .arg(QString::fromStdString(core::deviceName(link.fromDevice)),
                 QString::fromStdString(core::deviceName(link.toDevice)),
                 hop.down ? tr("the link is down")
                          : QString::fromStdString(core::figureOfRate(hop.bandwidth).text()),
                 QString::fromStdString(core::figureOf(hop.latency).text()),
                 hop.slowed ? tr(", slowed") : QString());
    }
    return {};
}

QString SceneView::describe() const
{
    if (!m_snapshot)
        return {};
    const SceneTitle title = sceneTitle(*m_snapshot);
    QStringList lines = {title.title + QStringLiteral(", ") + title.detail};
    for (const CardGeometry &card : m_layout.cards)
        lines.append(deviceDescription(*m_snapshot, card.device, m_moment)
                         .replace(QLatin1Char('\n'), QStringLiteral(", ")));
    return lines.join(QLatin1Char('\n'));
}

bool SceneView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

void SceneView::mousePressEvent(QMouseEvent *event)
{
    if (!m_snapshot || event->button() != Qt::LeftButton)
        return;
    const CardGeometry *card = cardAt(m_layout, event->position());
    setSelectedDevice(card && m_selected != card->device ? std::optional(card->device)
                                                         : std::nullopt);
    Q_EMIT deviceSelected(m_selected);
}

void SceneView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const CardGeometry *card = m_snapshot ? cardAt(m_layout, event->position()) : nullptr) {
        setSelectedDevice(card->device);
        Q_EMIT deviceSelected(m_selected);
        Q_EMIT deviceActivated(card->device);
    }
}

void SceneView::moveSelection(int by)
{
    if (!m_snapshot || m_layout.cards.empty())
        return;
    const auto count = static_cast<int>(m_layout.cards.size());
    int index = 0;
    if (m_selected) {
        const CardGeometry *card = cardOf(m_layout, *m_selected);
        index = card ? static_cast<int>(card - m_layout.cards.data()) + by : 0;
    }
    index = std::clamp(index, 0, count - 1);
    setSelectedDevice(m_layout.cards[static_cast<std::size_t>(index)].device);
    Q_EMIT deviceSelected(m_selected);
}

void SceneView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        moveSelection(-1);
        return;
    case Qt::Key_Down:
        moveSelection(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected)
            Q_EMIT deviceActivated(*m_selected);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void SceneView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void SceneView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ui
