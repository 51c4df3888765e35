// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/training/workers_view.h"

#include "ui/words/scene_texts.h"
#include "ui/words/training_texts.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace ui {

WorkersView::WorkersView(QWidget *parent) : Card(parent), m_scrollBar(this)
{
    installAccessibleItems();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Workers"));
    setWhatsThis(
        tr("What every worker does in the last step, in virtual time. At the foot of each card are "
           "its weights: cells and digits follow from every bit of them, so equal weights look "
           "equal."));
    connect(&m_scrollBar, &QScrollBar::valueChanged, this, [this] { update(); });
}

void WorkersView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    place();
}

void WorkersView::setMoment(core::Nanos moment)
{
    if (moment == m_moment)
        return;
    m_moment = moment;
    update();
}

void WorkersView::setSelectedDevice(std::optional<int> device)
{
    if (device == m_picture.selected)
        return;
    m_picture.selected = device;
    update();
    if (!device || *device >= itemCount())
        return;
    m_scrollBar.reveal(m_cards.workers[static_cast<std::size_t>(*device)].card.card, m_look);
    announceItem(this, *device);
}

void WorkersView::setWeights(const QString &title, const QString &detail,
                             const std::vector<WorkerWeights> &weights)
{
    m_picture.title = title;
    m_picture.detail = detail;
    m_picture.weights = weights;
    update();
}

void WorkersView::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_scrollBar.setLook(look);
    updateGeometry();
    place();
}

QSize WorkersView::sizeHint() const
{
    return {m_look.ipx(588), m_look.ipx(360)};
}

QSize WorkersView::minimumSizeHint() const
{
    return {m_look.ipx(280), m_look.ipx(140)};
}

void WorkersView::place()
{
    m_cards = m_snapshot ? layoutWorkers(*m_snapshot, size(), m_look.scale) : WorkerCards{};
    m_scrollBar.setContentHeight(m_cards.height, m_look);
    update();
}

void WorkersView::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    if (!m_snapshot)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect().adjusted(1, 1, -1, -m_look.ipx(3)));
    painter.translate(0, -m_scrollBar.value());
    WorkersPicture picture = m_picture;
    if (hasFocus() && m_showsFocus && m_look.interactive)
        picture.focused = m_picture.selected.value_or(0);
    paintWorkers(painter, *m_snapshot, m_cards, m_moment, picture, m_look);
}

void WorkersView::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

std::optional<int> WorkersView::deviceAt(QPointF position) const
{
    const QPointF point = position + QPointF(0, m_scrollBar.value());
    const auto found = std::ranges::find_if(m_cards.workers, [point](const WorkerCard &worker) {
        return worker.card.card.contains(point);
    });
    return found == m_cards.workers.end() ? std::nullopt : std::optional(found->card.device);
}

void WorkersView::choose(std::optional<int> device)
{
    setSelectedDevice(device);
    Q_EMIT deviceSelected(device);
}

QRectF WorkersView::cardOf(int device) const
{
    const WorkerCard &worker = m_cards.workers[static_cast<std::size_t>(device)];
    return worker.card.card.translated(0, -m_scrollBar.value());
}

void WorkersView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const std::optional<int> device = deviceAt(event->position());
    choose(device == m_picture.selected ? std::nullopt : device);
}

void WorkersView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const std::optional<int> device = deviceAt(event->position());
    if (!device)
        return;
    choose(device);
    Q_EMIT deviceActivated(*device);
}

void WorkersView::wheelEvent(QWheelEvent *event)
{
    if (!m_scrollBar.isVisible())
        return event->ignore();
    m_scrollBar.turn(event->angleDelta().y(), m_look);
    event->accept();
}

void WorkersView::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_cards.workers.size());
    const bool forward = event->key() == Qt::Key_Down || event->key() == Qt::Key_PageDown;
    const bool back = event->key() == Qt::Key_Up || event->key() == Qt::Key_PageUp;
    if (count > 0 && (forward || back)) {
        const int now = m_picture.selected.value_or(forward ? -1 : count);
        m_showsFocus = true;
        choose(std::clamp(now + (forward ? 1 : -1), 0, count - 1));
    } else if (count > 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT deviceActivated(m_picture.selected.value_or(0));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void WorkersView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const std::optional<int> device =
        byKey ? std::optional(m_picture.selected.value_or(0)) : deviceAt(event->pos());
    if (!device || m_cards.workers.empty())
        return;
    Q_EMIT deviceMenuRequested(*device, byKey ? mapToGlobal(cardOf(*device).center().toPoint())
                                              : event->globalPos());
}

void WorkersView::focusInEvent(QFocusEvent *event)
{
    m_showsFocus =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QWidget::focusInEvent(event);
    update();
}

void WorkersView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

QString WorkersView::deviceText(int device) const
{
    QString text = ofWorkers(deviceDescription(*m_snapshot, device, m_moment));
    const auto index = static_cast<std::size_t>(device);
    if (index < m_picture.weights.size() && !m_picture.weights[index].digits.empty()) {
        text +=
            QLatin1Char('\n') + tr("weights %1").arg(shortPrint(m_picture.weights[index].digits));
        const QString verdict = verdictText(m_picture.weights[index].verdict);
        if (!verdict.isEmpty())
            text += QStringLiteral(", ") + verdict;
    }
    return text;
}

QString WorkersView::describe() const
{
    QStringList lines = {m_picture.title, m_picture.detail};
    for (const WorkerCard &worker : m_cards.workers)
        lines.append(
            deviceText(worker.card.device).replace(QLatin1Char('\n'), QStringLiteral(", ")));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

bool WorkersView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return Card::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const std::optional<int> device = deviceAt(help->pos());
    QToolTip::showText(help->globalPos(),
                       device ? deviceText(*device) : m_picture.title + u'\n' + m_picture.detail,
                       this);
    return true;
}

int WorkersView::itemCount() const
{
    return static_cast<int>(m_cards.workers.size());
}

AccessibleItems::Item WorkersView::itemAt(int index) const
{
    const WorkerCard &worker = m_cards.workers[static_cast<std::size_t>(index)];
    const QString text = deviceText(worker.card.device);
    return {
        .name =
            text.section(QLatin1Char('\n'), 0, 1).replace(QLatin1Char('\n'), QStringLiteral(", ")),
        .value = {},
        .description = text,
        .area = cardOf(index),
        .selected = m_picture.selected == worker.card.device};
}

void WorkersView::chooseItem(int index)
{
    choose(index);
}

} // namespace ui
