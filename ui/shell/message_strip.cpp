// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/message_strip.h"

#include "ui/controls/push_button.h"
#include "ui/paint/primitives.h"

#include <QAccessible>
#include <QPainter>
#include <QStyle>
#include <QUndoStack>

#include <algorithm>

namespace ui {

namespace {

constexpr double kPadding = 14;
constexpr double kIcon = 30;
constexpr double kLeast = 42;
constexpr int kMostTextHeight = 2000;

} // namespace

MessageStrip::MessageStrip(QWidget *parent)
    : QWidget(parent), m_close(new IconButton(QStringLiteral("close"), tr("Dismiss"), this))
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_close, &PushButton::clicked, this, &MessageStrip::dismiss);
    hide();
}

void MessageStrip::show(const Message &message)
{
    m_message = message;
    // A button may be the one that was just pressed.
    for (PushButton *button : m_buttons) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (const Message::Button &row : message.buttons) {
        auto *button = new PushButton(PushButton::Kind::Outline, {}, row.text, this);
        button->setLogicalHeight(30);
        button->setLook(m_look);
        button->show();
        connect(button, &PushButton::clicked, this, [this, run = row.run] {
            dismiss();
            run();
        });
        m_buttons.append(button);
    }
    setAccessibleName(message.text);
    setVisible(true);
    place();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT heightChanged();
}

void MessageStrip::dismissOnUndo(const QUndoStack &stack)
{
    connect(&stack, &QUndoStack::indexChanged, this, [this, last = 0](int index) mutable {
        if (index < last)
            dismiss();
        last = index;
    });
}

void MessageStrip::dismiss()
{
    if (isHidden())
        return;
    hide();
    m_message = {};
    Q_EMIT heightChanged();
}

void MessageStrip::setLook(const Look &look)
{
    m_look = look;
    m_close->setLook(look);
    for (PushButton *button : m_buttons)
        button->setLook(look);
    place();
    update();
    Q_EMIT heightChanged();
}

int MessageStrip::buttonsWidth() const
{
    int width = m_close->sizeHint().width();
    for (const PushButton *button : m_buttons)
        width += button->sizeHint().width() + m_look.ipx(8);
    return width;
}

QRect MessageStrip::textRect(int width) const
{
    const int left = m_look.ipx(kPadding + kIcon);
    const int room = std::max(m_look.ipx(120), width - left - buttonsWidth() - m_look.ipx(20));
    const QFontMetrics metrics(m_look.font(TextRole::Control));
    const int height =
        metrics.boundingRect(QRect(0, 0, room, kMostTextHeight), Qt::TextWordWrap, m_message.text)
            .height();
    return {left, 0, room, height};
}

int MessageStrip::heightForWidth(int width) const
{
    return std::max(m_look.ipx(kLeast), textRect(width).height() + m_look.ipx(18));
}

QSize MessageStrip::sizeHint() const
{
    return {m_look.ipx(600), heightForWidth(std::max(width(), m_look.ipx(600)))};
}

void MessageStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void MessageStrip::place()
{
    int right = width() - m_look.ipx(8);
    const auto put = [&](QWidget *widget) {
        const QSize size = widget->sizeHint();
        right -= size.width();
        widget->setGeometry(QStyle::visualRect(
            layoutDirection(), rect(),
            {right, (height() - size.height()) / 2, size.width(), size.height()}));
        right -= m_look.ipx(8);
    };
    put(m_close);
    for (auto button = m_buttons.crbegin(); button != m_buttons.crend(); ++button)
        put(*button);
}

void MessageStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_look.theme;
    const bool problem = m_message.kind == Message::Kind::Problem;
    painter.fillRect(rect(), problem ? theme.problemSoft : theme.accentSoft);
    const double line = m_look.px(theme.lineWidth);
    painter.fillRect(QRectF(0, height() - line, width(), line),
                     problem ? theme.problem : theme.accent);
    const auto mirrored = [this](const QRect &area) {
        return QStyle::visualRect(layoutDirection(), rect(), area);
    };
    drawIcon(painter, mirrored({m_look.ipx(kPadding), 0, m_look.ipx(22), height()}),
             problem ? QStringLiteral("warning") : QStringLiteral("info"),
             problem ? theme.problemText : theme.accent, 20, m_look);
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(problem ? theme.problemText : theme.text1);
    QRect text = textRect(width());
    text.setHeight(height());
    painter.drawText(mirrored(text),
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) |
                                      Qt::AlignVCenter) |
                         Qt::TextWordWrap,
                     m_message.text);
}

} // namespace ui
