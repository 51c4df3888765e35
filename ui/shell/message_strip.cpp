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
constexpr double kLeast = 34; // the menu bar and the edge of the top bar
constexpr double kButtonHeight = 26;
constexpr double kRadius = 8;
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
    const bool asks = isVisibleTo(parentWidget()) && !m_message.buttons.isEmpty();
    if (asks && m_message.text != message.text)
        m_waiting.append(m_message);
    setMessage(message);
}

void MessageStrip::setMessage(const Message &message)
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
        button->setLogicalHeight(kButtonHeight);
        button->setLook(m_look);
        button->show();
        connect(button, &PushButton::clicked, this, [this, run = row.run] {
            const auto answer = run; // the button goes with its message
            dismiss();
            answer();
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
        if (index < last && m_message.ofLastChange)
            dismiss();
        if (index < last)
            m_waiting.removeIf([](const Message &waiting) { return waiting.ofLastChange; });
        last = index;
    });
}

void MessageStrip::dismiss()
{
    if (isHidden())
        return;
    if (!m_waiting.isEmpty())
        return setMessage(m_waiting.takeLast());
    hide();
    m_message = {};
    Q_EMIT heightChanged();
}

void MessageStrip::withdraw(const QString &id)
{
    m_waiting.removeIf([&id](const Message &waiting) { return waiting.id == id; });
    if (m_message.id == id)
        dismiss();
}

void MessageStrip::setLook(const Look &look)
{
    m_look = look;
    m_close->setLook(look);
    m_close->setLogicalHeight(kButtonHeight);
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
    return std::max(m_look.ipx(kLeast), textRect(width).height() + m_look.ipx(14));
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
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.bg); // of the menu bar, around the round corners
    drawRounded(painter, QRectF(rect()).adjusted(0, 0, 0, -m_look.px(1)), m_look.px(kRadius),
                problem ? theme.problemSoft : theme.accentSoft,
                problem ? theme.problem : theme.accent, m_look.px(theme.lineWidth));
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
