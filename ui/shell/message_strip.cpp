// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/message_strip.h"

#include "ui/controls/push_button.h"
#include "ui/paint/primitives.h"

#include <QAccessible>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>
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

int heightOf(const QString &text, int width, const QFont &font)
{
    const QRect room(0, 0, width, kMostTextHeight);
    return QFontMetrics(font).boundingRect(room, Qt::TextWordWrap, text).height();
}

// Its first lines, the last of them cut.
QString firstLines(const QString &text, int lines, int width, const QFont &font)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    int begin = 0;
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            return text;
        line.setLineWidth(width);
        begin = line.textStart();
    }
    layout.endLayout();
    return text.left(begin) + QFontMetrics(font).elidedText(text.mid(begin), Qt::ElideRight, width);
}

} // namespace

MessageStrip::MessageStrip(QWidget *parent)
    : QWidget(parent), m_more(new PushButton(PushButton::Kind::Outline, {}, tr("More"), this)),
      m_close(new IconButton(QStringLiteral("close"), tr("Dismiss"), this))
{
    m_more->setLogicalHeight(kButtonHeight);
    m_more->hide();
    connect(m_more, &PushButton::clicked, this, [this] { setUnfolded(!m_unfolded); });
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_close, &PushButton::clicked, this, &MessageStrip::dismiss);
    hide();
}

void MessageStrip::show(const Message &message)
{
    const bool covers = isVisibleTo(parentWidget()) && m_message.text != message.text;
    if (covers && message.waits)
        return m_waiting.prepend(message);
    if (covers && !m_message.buttons.isEmpty())
        m_waiting.append(m_message);
    setMessage(message);
}

void MessageStrip::setMessage(const Message &message)
{
    m_message = message;
    // The button may be the one just pressed.
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
    m_unfolded = false;
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
    m_more->setLook(look);
    for (PushButton *button : m_buttons)
        button->setLook(look);
    place();
    update();
    Q_EMIT heightChanged();
}

void MessageStrip::setMostLines(int lines)
{
    if (m_mostLines == lines)
        return;
    m_mostLines = lines;
    place();
    update();
}

void MessageStrip::setUnfolded(bool unfolded)
{
    m_unfolded = unfolded;
    place();
    update();
    Q_EMIT heightChanged();
}

int MessageStrip::textWidth(int width, bool withMore) const
{
    const int gap = m_look.ipx(8);
    int room = width - m_look.ipx(kPadding + kIcon) - m_look.ipx(20) - m_close->sizeHint().width();
    for (const PushButton *button : m_buttons)
        room -= button->sizeHint().width() + gap;
    if (withMore)
        room -= m_more->sizeHint().width() + gap;
    return std::max(m_look.ipx(120), room);
}

bool MessageStrip::isTooLong(int width) const
{
    const QFont font = m_look.font(TextRole::Control);
    return heightOf(m_message.text, textWidth(width, false), font) >
           QFontMetrics(font).lineSpacing() * m_mostLines;
}

QString MessageStrip::shownText(int width) const
{
    return m_unfolded || !isTooLong(width)
               ? m_message.text
               : firstLines(m_message.text, m_mostLines, textWidth(width, true),
                            m_look.font(TextRole::Control));
}

QRect MessageStrip::textRect(int width) const
{
    const int room = textWidth(width, isTooLong(width));
    return {m_look.ipx(kPadding + kIcon), 0, room,
            heightOf(shownText(width), room, m_look.font(TextRole::Control))};
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
    m_more->setVisible(isTooLong(width()));
    m_more->setText(m_unfolded ? tr("Less") : tr("More"));
    if (!m_more->isHidden())
        put(m_more);
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
                     shownText(width()));
}

} // namespace ui
