// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/option_button.h"

#include "ui/controls/column.h"
#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kPadding = 10;
constexpr double kSign = 24;
constexpr double kLeast = 36;
constexpr int kWraps = static_cast<int>(Qt::AlignLeading | Qt::AlignVCenter) | Qt::TextWordWrap;

} // namespace

OptionButton::OptionButton(int position, const QString &text, QWidget *parent)
    : QAbstractButton(parent), m_position(position)
{
    setText(text);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    followWidth(*this);
    nameIt();
}

void OptionButton::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void OptionButton::setVerdict(Verdict verdict)
{
    m_verdict = verdict;
    setEnabled(verdict == Verdict::Open);
    nameIt();
    updateGeometry();
    update();
}

void OptionButton::setVotes(int votes, int all)
{
    m_votes = votes;
    m_allVotes = all;
    nameIt();
    updateGeometry();
    update();
}

QString OptionButton::votesText() const
{
    const QString votes = m_votes == 1 ? tr("1 vote") : tr("%1 votes").arg(m_votes);
    return m_verdict == Verdict::Right ? tr("%1, correct").arg(votes) : votes;
}

QString OptionButton::word() const
{
    if (m_allVotes > 0)
        return votesText();
    return m_verdict == Verdict::Right           ? tr("correct")
           : m_verdict == Verdict::WronglyChosen ? tr("your answer")
                                                 : QString();
}

// A screen reader says the verdict with the option.
void OptionButton::nameIt()
{
    setAccessibleName(word().isEmpty() ? text() : tr("%1: %2").arg(text(), word()));
}

QFont OptionButton::textFont() const
{
    return m_look.font(TextRole::Control, 14);
}

QRect OptionButton::textArea(int wide) const
{
    const int left = m_look.ipx(2 * kPadding + kSign);
    const double last = textWidth(m_look.font(TextRole::CaptionStrong), word());
    const int right = m_look.ipx(kPadding) + (last > 0 ? qCeil(last) + m_look.ipx(kPadding) : 0);
    return {left, 0, std::max(1, wide - left - right), height()};
}

QSize OptionButton::sizeHint() const
{
    const int wide = m_look.ipx(240);
    return {wide, heightForWidth(wide)};
}

QSize OptionButton::minimumSizeHint() const
{
    return {m_look.ipx(120), m_look.ipx(kLeast)};
}

int OptionButton::heightForWidth(int width) const
{
    const int high = QFontMetrics(textFont())
                         .boundingRect(QRect(0, 0, textArea(width).width(), 10000), kWraps, text())
                         .height();
    return std::max(m_look.ipx(kLeast), high + m_look.ipx(2 * 8));
}

void OptionButton::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(8), m_look};
    });
}

void OptionButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const bool wrong = m_verdict == Verdict::WronglyChosen;
    const bool right = m_verdict == Verdict::Right;
    const bool chosen = isChecked() || right;
    const QColor outline = wrong ? theme.problem : chosen ? theme.accent : theme.line2;
    QColor fill = wrong ? theme.problemSoft : right ? theme.accentSoft : theme.surface;
    if (m_verdict == Verdict::Open && (underMouse() || isDown()))
        fill = mixed(fill, theme.accent, isDown() ? 0.2 : 0.08);
    drawRounded(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_look.px(8), fill, outline,
                m_look.px(wrong || chosen ? 2 : theme.lineWidth));
    // The share of the votes, as a bar along the foot.
    if (m_allVotes > 0)
        drawBar(painter,
                QRectF(m_look.px(kPadding), height() - m_look.px(6),
                       width() - m_look.px(2 * kPadding), m_look.px(3)),
                static_cast<double>(m_votes) / m_allVotes, theme.accent, theme.line);
    const auto mirrored = [this](const QRect &area) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const QRectF sign = mirrored({m_look.ipx(kPadding), (height() - m_look.ipx(kSign)) / 2,
                                  m_look.ipx(kSign), m_look.ipx(kSign)});
    const bool marked = wrong || chosen;
    drawRounded(painter, sign, m_look.px(5),
                wrong    ? theme.problem
                : chosen ? theme.accent
                         : fill,
                marked ? QColor() : theme.line2, m_look.px(1));
    const QColor onSign = wrong ? theme.onProblem : chosen ? theme.onAccent : theme.text2;
    if (wrong || right) {
        drawIcon(painter, sign, wrong ? QStringLiteral("cross") : QStringLiteral("check"), onSign,
                 16, m_look);
    } else {
        painter.setFont(m_look.font(TextRole::CaptionStrong));
        painter.setPen(onSign);
        painter.drawText(sign, Qt::AlignCenter, QString(QChar(u'A' + m_position)));
    }
    painter.setFont(textFont());
    painter.setPen(m_verdict == Verdict::Passed ? theme.text2 : theme.text1);
    painter.drawText(mirrored(textArea(width())), kWraps, text());
    painter.setFont(m_look.font(TextRole::CaptionStrong));
    painter.setPen(wrong ? theme.problemText : right ? theme.accent : theme.text3);
    const QRect end(0, 0, width() - m_look.ipx(kPadding), height());
    painter.drawText(mirrored(end), static_cast<int>(Qt::AlignTrailing | Qt::AlignVCenter), word());
}

bool offersNumbers(const QWidget &within)
{
    return std::ranges::any_of(
        within.findChildren<OptionButton *>(), [&within](const OptionButton *option) {
            const QString text = option->text();
            return option->isVisibleTo(&within) && !text.isEmpty() && text.front().isDigit();
        });
}

} // namespace ui
