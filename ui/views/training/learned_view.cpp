// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/training/learned_view.h"

#include "ui/paint/training/learned_painter.h"
#include "ui/words/training_texts.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ui {

namespace {

constexpr double kHeading = 22; // logical pixels

} // namespace

LearnedView::LearnedView(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("What the network has learned"));
    setWhatsThis(tr("How the network answers on data that it does not train on. Of pictures the "
                    "answer stands below, with a cross where it is wrong. Of points the colour of "
                    "the plane is the answer. Of text: what the network writes."));
    setLearned({});
}

void LearnedView::setLearned(const Learned &learned)
{
    m_learned = learned;
    setAccessibleDescription(learnedText(learned));
    update();
}

void LearnedView::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize LearnedView::sizeHint() const
{
    return {m_look.ipx(190), m_look.ipx(150)};
}

QSize LearnedView::minimumSizeHint() const
{
    return {m_look.ipx(120), m_look.ipx(70)};
}

QRectF LearnedView::body() const
{
    return QRectF(rect()).adjusted(0, m_look.px(kHeading), 0, 0);
}

void LearnedView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF line(0, 0, width(), m_look.px(kHeading - 2));
    const QString note = wrongText(wrongCount(m_learned));
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_look.theme.text2);
    const double noteWidth = textWidth(painter.font(), note);
    const QString title = learnedTitle(m_learned);
    const QFont heading = m_look.font(TextRole::SectionTitle, 14);
    if (textWidth(heading, title) + m_look.px(8) + noteWidth <= line.width())
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, note);
    painter.setFont(heading);
    painter.setPen(m_look.theme.text1);
    const QString shown = QFontMetricsF(heading).elidedText(title, Qt::ElideRight, line.width());
    if (const QString tip = shown == title ? QString() : title; tip != toolTip())
        setToolTip(tip);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (const auto *pictures = std::get_if<LearnedPictures>(&m_learned)) {
        paintPictures(painter, body(), *pictures, m_look);
    } else if (const auto *boundary = std::get_if<LearnedBoundary>(&m_learned)) {
        paintBoundary(painter, body(), *boundary, m_look);
    } else if (const auto *text = std::get_if<LearnedText>(&m_learned)) {
        paintText(painter, body(), *text, m_look);
    } else {
        painter.setFont(m_look.font(TextRole::Control));
        painter.setPen(m_look.theme.text2);
        painter.drawText(body(), Qt::AlignCenter | Qt::TextWordWrap, learnedText(m_learned));
    }
}

QString LearnedView::tipAt(const QPoint &position) const
{
    const auto *pictures = std::get_if<LearnedPictures>(&m_learned);
    if (pictures == nullptr)
        return {};
    const auto cells =
        layoutPictures(static_cast<int>(pictures->shown.size()), body(), m_look.scale);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!cells[i].frame.united(cells[i].answer).contains(position))
            continue;
        const LearnedPictures::Picture &picture = pictures->shown[i];
        return picture.isRight() ? tr("%1, and the network says so").arg(picture.label)
                                 : tr("%1, which the network takes for %2")
                                       .arg(picture.label)
                                       .arg(picture.answer);
    }
    return {};
}

bool LearnedView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
    return true;
}

} // namespace ui
