// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_bar.h"

#include "ui/controls/choice_row.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/paint/primitives.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeight = 52;
constexpr double kSide = 18;
constexpr double kGap = 8;
constexpr double kNarrow = 720; // narrower, and what was found has no room beside words of buttons
constexpr double kProgressWide = 120;
constexpr double kProgressHigh = 6;

} // namespace

SweepBar::SweepBar(const QString &page, QWidget *parent)
    : Card(parent), m_pages(new ChoiceRow(ChoiceStyle::SmallSegments, this)),
      m_label(new ElidedLabel(TextRole::Control, this)),
      m_cancel(
          new PushButton(PushButton::Kind::Outline, QStringLiteral("stop"), tr("Cancel"), this)),
      m_restart(
          new PushButton(PushButton::Kind::Outline, QStringLiteral("restart"), tr("Go on"), this)),
      m_open(new PushButton(PushButton::Kind::Outline, QStringLiteral("scales"), tr("Open"), this)),
      m_pin(new PushButton(PushButton::Kind::Outline, QStringLiteral("pin"), tr("Pin as A"), this)),
      m_save(new PushButton(PushButton::Kind::Outline, QStringLiteral("table"), tr("Save…"), this))
{
    m_pages->setItems(
        {{QStringLiteral("sweep"), tr("Curves"), tr("Settings taken through their values")},
         {QStringLiteral("best-layout"), tr("Best layout"), tr("Every valid layout compared")}});
    m_pages->setCurrent(page);
    m_pages->setAccessibleName(tr("What is simulated"));
    connect(m_pages, &ChoiceRow::chosen, this, [this, page](const QString &id) {
        m_pages->setCurrent(page); // the other one has a bar of its own
        Q_EMIT pageRequested(id);
    });
    m_open->setIconName(QStringLiteral("arrow-right"));
    for (PushButton *button : {m_open, m_pin, m_save})
        button->setAccessibleName(button->text());
    sayWhatButtonsDo(page == QStringLiteral("best-layout"));
    connect(m_cancel, &QAbstractButton::clicked, this, &SweepBar::cancelRequested);
    connect(m_restart, &QAbstractButton::clicked, this, &SweepBar::restartRequested);
    connect(m_open, &QAbstractButton::clicked, this, &SweepBar::openRequested);
    connect(m_pin, &QAbstractButton::clicked, this, &SweepBar::pinRequested);
    connect(m_save, &QAbstractButton::clicked, this, &SweepBar::saveRequested);
    setPoint({}, false);
    setProgress({});
}

void SweepBar::sayWhatButtonsDo(bool ofLayouts)
{
    m_open->setToolTip(
        ofLayouts
            ? tr("Take the selected layout and show it in mode Explore; undo brings the former one "
                 "back")
            : tr("Open the selected point in mode Explore (Enter); undo brings this one back"));
    m_pin->setToolTip(ofLayouts ? tr("Hold the selected layout fast as A (P), to compare with")
                                : tr("Hold the selected point fast as A (P), to compare with"));
    m_save->setToolTip(
        ofLayouts
            ? tr("Every layout as a table (.csv), the best ones as a document (.json), or the "
                 "chart "
                 "as a picture (.png, .svg, .pdf)")
            : tr("Every point as a table (.csv) or a document (.json), or the chart as a picture "
                 "(.png, .svg, .pdf)"));
}

void SweepBar::setProgress(const Progress &progress)
{
    m_progress = progress;
    m_cancel->setVisible(progress.isBusy);
    m_restart->setVisible(progress.canGoOn);
    m_save->setEnabled(progress.canSave);
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

bool SweepBar::awaitDrop(const std::optional<QPoint> &at)
{
    const bool isHere = at && rect().contains(mapFromGlobal(*at));
    m_awaitsDrop = at.has_value();
    m_pin->setDown(isHere && m_pin->isEnabled());
    showText();
    return isHere;
}

QString SweepBar::text() const
{
    return m_label->text();
}

void SweepBar::showText()
{
    if (m_awaitsDrop)
        m_label->setText(m_pin->isEnabled()
                             ? tr("Drop the point here to pin it as A")
                             : tr("This point does not run, so it cannot be pinned"));
    else
        m_label->setText(m_sentence.isEmpty()
                             ? m_progress.words
                             : m_progress.words + QStringLiteral("  ·  ") + m_sentence);
    update();
}

void SweepBar::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_label->setLook(look);
    m_pages->setLook(look);
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
    if (!m_progress.isBusy)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(textLeft(), (height() - m_look.px(kProgressHigh)) / 2,
                       m_look.px(kProgressWide), m_look.px(kProgressHigh));
    drawBar(painter, QStyle::visualRect(layoutDirection(), rect(), track.toRect()),
            m_progress.share, m_look.theme.accent, m_look.theme.line);
}

void SweepBar::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

int SweepBar::textLeft() const
{
    return m_look.ipx(kSide) + m_pages->sizeHint().width() + m_look.ipx(kSide);
}

// Tips and screen readers say what an icon alone does.
void SweepBar::sayOnButtons(bool isNarrow)
{
    for (PushButton *button : {m_open, m_pin, m_save})
        button->setText(isNarrow ? QString() : button->accessibleName());
}

void SweepBar::place()
{
    sayOnButtons(width() < m_look.ipx(kNarrow));
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
    const QSize pages = m_pages->sizeHint();
    m_pages->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(),
                           {side, (height() - pages.height()) / 2, pages.width(), pages.height()}));
    const int left = textLeft() + (m_progress.isBusy ? m_look.ipx(kProgressWide) + gap : 0);
    const int high = m_label->sizeHint().height();
    m_label->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(),
                           {left, (height() - high) / 2, std::max(1, right - gap - left), high}));
}

} // namespace ui
