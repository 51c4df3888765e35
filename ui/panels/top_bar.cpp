// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/top_bar.h"

#include "ui/controls/choice_box.h"
#include "ui/controls/push_button.h"

#include <QPainter>
#include <QStyle>
#include <QUndoStack>

#include <algorithm>

namespace ui {

namespace {

constexpr double kHeight = 50;
constexpr double kMargin = 12;
constexpr double kGap = 8;
constexpr double kIconGap = 17;
constexpr double kTightIconGap = 2; // where the title has no room
constexpr double kModeList = 104;
constexpr double kLeastTitle = 90;
constexpr double kTitleBesideWords = 150; // less, and the buttons are icons
constexpr double kWidestTitle = 300;

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent), m_scenario(new PushButton(PushButton::Kind::Outline,
                                                 QStringLiteral("folder-open"), {}, this)),
      m_undo(new IconButton(QStringLiteral("undo"), tr("Undo"), this)),
      m_redo(new IconButton(QStringLiteral("redo"), tr("Redo"), this)),
      m_pin(new IconButton(QStringLiteral("pin"), tr("Pin as A, to compare with (P)"), this)),
      m_modes(new SegmentedSwitch(this)), m_modeList(new ChoiceBox(tr("Mode"), this)),
      m_advice(new PushButton(PushButton::Kind::Outline, QStringLiteral("lightbulb"), tr("Advice"),
                              this)),
      m_present(new PushButton(PushButton::Kind::Outline, QStringLiteral("present"), tr("Present"),
                               this)),
      m_export(
          new PushButton(PushButton::Kind::Outline, QStringLiteral("export"), tr("Export"), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_scenario->setOpensMenu(true);
    m_scenario->setText(tr("Scenario"));
    m_modes->setAccessibleName(tr("Mode"));
    m_scenario->setWhatsThis(
        tr("The scenario that is open. Click for the built-in ones, the recent "
           "ones, and to open or save a file."));
    m_undo->setWhatsThis(tr("Undoes the last change of the scenario."));
    m_redo->setWhatsThis(tr("Redoes the change that was undone."));
    m_pin->setWhatsThis(tr("Holds this result fast as A. Then change something, or open another "
                           "scenario, and see both in mode Compare."));
    m_modes->setWhatsThis(tr("What the window is for at the moment."));
    m_advice->setObjectName(QStringLiteral("advice"));
    m_advice->setToolTip(tr("What would make this step better (I)"));
    m_advice->setAccessibleName(tr("Advice"));
    m_present->setAccessibleName(tr("Present"));
    m_present->setToolTip(tr("Show it to a class: the whole screen, in large type (F5)"));
    m_present->setWhatsThis(tr("Scene and timeline on the whole screen, in large type, for a "
                               "lecture room. Esc leads back."));
    m_export->setAccessibleName(tr("Export"));
    m_export->setToolTip(tr("Export a picture"));
    m_advice->setWhatsThis(
        tr("What would make this step faster or free memory; each idea was simulated."));
    m_export->setWhatsThis(
        tr("Saves or copies a picture of the timeline, the scene, a chart or the "
           "whole window."));
    m_undo->setEnabled(false);
    m_redo->setEnabled(false);
    connect(m_scenario, &PushButton::clicked, this, [this] {
        Q_EMIT scenarioMenuRequested(m_scenario->mapToGlobal(QPoint(0, m_scenario->height())));
    });
    m_modeList->setWhatsThis(m_modes->whatsThis());
    connect(m_modes, &ChoiceRow::chosen, this, &TopBar::modeChosen);
    connect(m_modes, &ChoiceRow::chosenAgain, this, &TopBar::modeChosen); // from a part of it
    connect(m_modeList, &ChoiceBox::chosen, this, &TopBar::modeChosen);
    connect(m_pin, &PushButton::clicked, this, &TopBar::pinRequested);
    connect(m_advice, &PushButton::clicked, this, &TopBar::adviceRequested);
    connect(m_present, &PushButton::clicked, this, &TopBar::presentRequested);
    connect(m_export, &PushButton::clicked, this, &TopBar::exportRequested);
}

void TopBar::setLook(const Look &look)
{
    m_look = look;
    for (PushButton *button : {m_scenario, m_undo, m_redo, m_pin, m_advice, m_present, m_export})
        button->setLook(look);
    m_modes->setLook(look);
    m_modeList->setLook(look);
    updateGeometry();
    place();
    update();
}

void TopBar::setScenarioTitle(const QString &title, bool modified)
{
    m_title = title;
    // The dot says "not saved" without a word; the tooltip and screen readers get the word. It
    // stands first: the end of a long title is cut.
    m_scenario->setText(modified ? QStringLiteral("• ") + title : title);
    const QString spoken = modified ? tr("%1, changed").arg(title) : title;
    m_scenario->setToolTip(spoken);
    m_scenario->setAccessibleName(tr("Scenario: %1").arg(spoken));
    place();
}

void TopBar::follow(QUndoStack &stack)
{
    connect(m_undo, &PushButton::clicked, &stack, &QUndoStack::undo);
    connect(m_redo, &PushButton::clicked, &stack, &QUndoStack::redo);
    connect(&stack, &QUndoStack::indexChanged, this, [this, &stack] { showUndo(stack); });
    showUndo(stack);
}

// The tooltips say what would be undone.
void TopBar::showUndo(const QUndoStack &stack)
{
    m_undo->setEnabled(stack.canUndo());
    m_redo->setEnabled(stack.canRedo());
    const auto tip = [](const QString &alone, const QString &with, const QString &text) {
        return text.isEmpty() ? alone : with.arg(text);
    };
    m_undo->setToolTip(tip(tr("Undo"), tr("Undo: %1"), stack.undoText()));
    m_redo->setToolTip(tip(tr("Redo"), tr("Redo: %1"), stack.redoText()));
}

void TopBar::setWithout(const QStringList &actions)
{
    m_advice->setEnabled(!actions.contains(QStringLiteral("advice")));
    m_export->setEnabled(!actions.contains(QStringLiteral("export")));
}

void TopBar::setModes(const QList<ChoiceItem> &modes, const QString &current)
{
    QList<ChoiceBox::Item> rows;
    for (const ChoiceItem &mode : modes)
        rows.append({mode.id, mode.text, {}, mode.toolTip});
    m_modes->setItems(modes);
    m_modeList->setItems(rows);
    setCurrentMode(current);
}

void TopBar::setCurrentMode(const QString &id, const QString &name)
{
    m_modes->setCurrent(id);
    m_modeList->setCurrentId(id, name);
    place();
}

const QWidget *TopBar::adviceButton() const
{
    return m_advice;
}

QSize TopBar::sizeHint() const
{
    return {m_look.ipx(900), m_look.ipx(kHeight)};
}

QSize TopBar::minimumSizeHint() const
{
    return {m_look.ipx(620), m_look.ipx(kHeight)};
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

// What the title is left with beside modes of that width.
int TopBar::roomOfTitle(int modes) const
{
    const int words =
        m_export->sizeHint().width() + m_present->sizeHint().width() + m_advice->sizeHint().width();
    const int icons = 3 * (m_undo->sizeHint().width() + m_look.ipx(kIconGap));
    return width() - words - modes - icons - m_look.ipx(2 * kMargin + 5 * kGap);
}

bool TopBar::hasRoomForSwitch() const
{
    const bool words = !m_export->text().isEmpty();
    return roomOfTitle(m_modes->sizeHint().width()) >=
           m_look.ipx(words ? kTitleBesideWords : kLeastTitle);
}

QWidget *TopBar::modesThatFit()
{
    const bool fits = hasRoomForSwitch();
    m_modes->setVisible(fits);
    m_modeList->setVisible(!fits);
    return fits ? static_cast<QWidget *>(m_modes) : m_modeList;
}

void TopBar::showWords(bool words)
{
    m_advice->setText(words ? tr("Advice") : QString());
    m_present->setText(words ? tr("Present") : QString());
    m_export->setText(words ? tr("Export") : QString());
}

void TopBar::place()
{
    showWords(true);
    if (!hasRoomForSwitch())
        showWords(false); // icons alone: at a large zoom, or in a language of long words
    const int gap = m_look.ipx(kGap);
    const int margin = m_look.ipx(kMargin);
    const auto put = [this](QWidget *widget, int left, int width) {
        const int height = widget->sizeHint().height();
        const QRect area(left, (this->height() - height) / 2, width, height);
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const int exportWidth = m_export->sizeHint().width();
    const int exportLeft = width() - margin - exportWidth;
    put(m_export, exportLeft, exportWidth);
    const int presentWidth = m_present->sizeHint().width();
    const int presentLeft = exportLeft - gap - presentWidth;
    put(m_present, presentLeft, presentWidth);
    const int adviceWidth = m_advice->sizeHint().width();
    const int rightPart = presentLeft - gap - adviceWidth; // where it begins
    put(m_advice, rightPart, adviceWidth);

    const int icon = m_undo->sizeHint().width();
    QWidget *choice = modesThatFit();
    const int modes = choice == m_modes
                          ? m_modes->sizeHint().width()
                          : std::max(m_look.ipx(kModeList), m_modeList->neededWidth());
    // What the others leave; a longer title is cut.
    const int wanted = std::min(m_scenario->sizeHint().width(), m_look.ipx(kWidestTitle));
    const bool tight = choice == m_modeList && roomOfTitle(modes) < wanted;
    const int iconGap = m_look.ipx(tight ? kTightIconGap : kIconGap);
    const int room = roomOfTitle(modes) + (tight ? 3 * (m_look.ipx(kIconGap) - iconGap) : 0);
    const int title = std::min(wanted, std::max(room, m_look.ipx(kLeastTitle)));
    put(m_scenario, margin, title);
    int left = margin + title + m_look.ipx(12);
    put(m_undo, left, icon);
    left += icon + iconGap;
    put(m_redo, left, icon);
    left += icon + iconGap;
    put(m_pin, left, icon);
    left += icon + gap;
    const int centred =
        std::clamp((width() - modes) / 2, left, std::max(left, rightPart - gap - modes));
    put(choice, centred, modes);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_look.theme;
    painter.fillRect(rect(), theme.surface);
    const double line = m_look.px(theme.lineWidth);
    painter.fillRect(QRectF(0, height() - line, width(), line), theme.line);
}

} // namespace ui
