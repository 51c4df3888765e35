// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_bar.h"

#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/paint/primitives.h"
#include "ui/words/text_of.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeight = 52;
constexpr double kSide = 18;
constexpr double kGap = 8;
constexpr double kProgressWide = 120;
constexpr double kProgressHigh = 6;

} // namespace

SweepBar::SweepBar(QWidget *parent)
    : Card(parent), m_label(new ElidedLabel(TextRole::Control, this)),
      m_cancel(
          new PushButton(PushButton::Kind::Outline, QStringLiteral("stop"), tr("Cancel"), this)),
      m_restart(
          new PushButton(PushButton::Kind::Outline, QStringLiteral("restart"), tr("Go on"), this)),
      m_open(new PushButton(PushButton::Kind::Outline, QStringLiteral("scales"), tr("Open"), this)),
      m_pin(new PushButton(PushButton::Kind::Outline, QStringLiteral("pin"), tr("Pin as A"), this)),
      m_save(new PushButton(PushButton::Kind::Outline, QStringLiteral("table"), tr("Save table…"),
                            this))
{
    m_open->setIconName(QStringLiteral("arrow-right"));
    m_open->setToolTip(
        tr("Open the selected point in mode Explore (Enter); undo brings this one back"));
    m_pin->setToolTip(tr("Hold the selected point fast as A (P), to compare with"));
    m_save->setToolTip(tr("Every point as a table (.csv) or a document (.json)"));
    connect(m_cancel, &QAbstractButton::clicked, this, &SweepBar::cancelRequested);
    connect(m_restart, &QAbstractButton::clicked, this, &SweepBar::restartRequested);
    connect(m_open, &QAbstractButton::clicked, this, &SweepBar::openRequested);
    connect(m_pin, &QAbstractButton::clicked, this, &SweepBar::pinRequested);
    connect(m_save, &QAbstractButton::clicked, this, &SweepBar::saveRequested);
    setPoint({}, false);
    setProgress(0, 0, false);
}

void SweepBar::setProgress(std::size_t done, std::size_t all, bool isBusy)
{
    m_isBusy = isBusy;
    m_share = all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 0;
    m_progress = isBusy ? tr("%1 of %2 points")
                              .arg(countText(static_cast<std::int64_t>(done)),
                                   countText(static_cast<std::int64_t>(all)))
                 : done < all ? tr("Cancelled after %1 of %2 points")
                                    .arg(countText(static_cast<std::int64_t>(done)),
                                         countText(static_cast<std::int64_t>(all)))
                              : tr("%1 points").arg(countText(static_cast<std::int64_t>(all)));
    m_cancel->setVisible(isBusy);
    m_restart->setVisible(!isBusy && done < all);
    m_save->setEnabled(done > 0);
    showText();
    place();
}

void SweepBar::setPoint(const QString &sentence, bool canBeOpened)
{
    m_sentence = sentence;
    m_open->setEnabled(canBeOpened);
    m_pin->setEnabled(canBeOpened);
    showText();
}

QString SweepBar::text() const
{
    return m_label->text();
}

void SweepBar::showText()
{
    m_label->setText(m_sentence.isEmpty() ? m_progress
                                          : m_progress + QStringLiteral("  ·  ") + m_sentence);
    update();
}

void SweepBar::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_label->setLook(look);
    for (PushButton *button : {m_cancel, m_restart, m_open, m_pin, m_save})
        button->setLook(look);
    updateGeometry();
    place();
}

QSize SweepBar::sizeHint() const
{
    return {m_look.ipx(600), m_look.ipx(kHeight)};
}

void SweepBar::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    if (!m_isBusy)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(m_look.px(kSide), (height() - m_look.px(kProgressHigh)) / 2,
                       m_look.px(kProgressWide), m_look.px(kProgressHigh));
    drawBar(painter, QStyle::visualRect(layoutDirection(), rect(), track.toRect()), m_share,
            m_look.theme.accent, m_look.theme.line);
}

void SweepBar::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

void SweepBar::place()
{
    const int side = m_look.ipx(kSide);
    const int gap = m_look.ipx(kGap);
    int right = width() - side;
    for (PushButton *button : {m_save, m_pin, m_open, m_restart, m_cancel}) {
        if (button->isHidden())
            continue;
        const QSize size = button->sizeHint();
        const QRect area(right - size.width(), (height() - size.height()) / 2, size.width(),
                         size.height());
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
        right -= size.width() + gap;
    }
    const int left = side + (m_isBusy ? m_look.ipx(kProgressWide) + gap : 0);
    const int high = m_label->sizeHint().height();
    m_label->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(),
                           {left, (height() - high) / 2, std::max(1, right - gap - left), high}));
}

} // namespace ui
