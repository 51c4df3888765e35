// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/help_overlay.h"

#include "ui/controls/card.h"
#include "ui/shell/main_window.h"
#include "ui/shell/timeline_actions.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>

namespace ui {

namespace {

struct Habit
{
    const char *input;
    const char *effect;
};

// What TimelinePointer, the wheel and fingers do.
constexpr std::array<Habit, 13> kHabits = {{
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Drag"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "moves the playhead")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Shift+drag"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "selects GPUs and time; with Alt without snapping")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Side of the selection"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "can be dragged")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Ctrl+drag"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "measures")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Wheel, pinch"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "zooms at the pointer")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Shift+wheel"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "pans; over the labels the wheel scrolls rows")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Right drag"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "pans time and rows")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Middle drag"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "zooms to what it goes over")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Right click"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "opens the menu of the timeline")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Double click"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "shows the whole step")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Click on a label"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "selects the GPU, collapses a group")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "Shift+arrows"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "select, while the timeline has the focus")},
    {QT_TRANSLATE_NOOP("ui::HelpOverlay", "W A S D"),
     QT_TRANSLATE_NOOP("ui::HelpOverlay", "zoom and pan, by their place on the keyboard")},
}};

constexpr int kMargin = 24; // logical pixels

void addHeading(QGridLayout &grid, int column, const QString &text, const Look &look)
{
    auto *label = new QLabel(text);
    label->setFont(look.font(TextRole::CardTitle));
    grid.addWidget(label, 0, column, 1, 2);
}

void addRow(QGridLayout &grid, int row, int column, const QString &input, const QString &effect,
            const Look &look)
{
    auto *keys = new QLabel(input);
    keys->setFont(look.font(TextRole::ControlStrong));
    auto *words = new QLabel(effect);
    words->setFont(look.font(TextRole::Control));
    words->setWordWrap(true);
    grid.addWidget(keys, row, column, Qt::AlignTop);
    grid.addWidget(words, row, column + 1, Qt::AlignTop);
}

} // namespace

void HelpOverlay::toggle(MainWindow &window)
{
    if (auto *open = window.findChild<HelpOverlay *>()) {
        open->leave();
        return;
    }
    (new HelpOverlay(window))->setFocus(Qt::OtherFocusReason);
}

HelpOverlay::HelpOverlay(MainWindow &window)
    : QWidget(&window), m_window(window), m_focusedBefore(window.focusWidget())
{
    setObjectName(QStringLiteral("help-overlay"));
    setAccessibleName(tr("Keys and mouse of the timeline"));
    setFocusPolicy(Qt::StrongFocus);
    fill();
    setGeometry(window.centralWidget()->geometry());
    window.centralWidget()->installEventFilter(this);
    show();
    raise();
}

void HelpOverlay::fill()
{
    const Look &look = m_window.appearance().look();
    auto *card = new Card(this);
    card->setLook(look);
    auto *body = new QWidget;
    auto *grid = new QGridLayout(body);
    grid->setHorizontalSpacing(look.ipx(16));
    grid->setVerticalSpacing(look.ipx(5));
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    addHeading(*grid, 0, tr("Timeline: mouse and fingers"), look);
    addHeading(*grid, 2, tr("Keys"), look);
    int row = 1;
    for (const Habit &habit : kHabits)
        addRow(*grid, row++, 0, tr(habit.input), tr(habit.effect), look);
    row = 1;
    const auto addKeys = [&](const QAction *action) {
        if (action == nullptr || action->shortcuts().isEmpty())
            return;
        QStringList keys;
        for (const QKeySequence &key : action->shortcuts())
            keys.append(key.toString(QKeySequence::NativeText));
        addRow(*grid, row++, 2, keys.join(tr(" or ")), action->text(), look);
    };
    for (const QString &id : timelineActionIds())
        addKeys(m_window.actions().find(id));
    for (const char *id :
         {"play", "next-event", "previous-event", "follow", "help-overlay", "leave"})
        addKeys(m_window.actions().find(QString::fromLatin1(id)));
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    scroll->viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);
    body->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *inside = new QVBoxLayout(card);
    inside->addWidget(scroll);
    const int margin = look.ipx(kMargin);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(card);
}

void HelpOverlay::leave()
{
    hide();
    setParent(nullptr); // a second one may open before this one is deleted
    deleteLater();
    if (m_focusedBefore)
        m_focusedBefore->setFocus(Qt::OtherFocusReason);
}

void HelpOverlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Question)
        leave();
    else
        QWidget::keyPressEvent(event);
}

void HelpOverlay::mousePressEvent(QMouseEvent *)
{
    leave();
}

void HelpOverlay::paintEvent(QPaintEvent *)
{
    QColor veil = m_window.appearance().look().theme.bg;
    veil.setAlphaF(0.8F);
    QPainter(this).fillRect(rect(), veil);
}

bool HelpOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window.centralWidget() && event->type() == QEvent::Resize)
        setGeometry(m_window.centralWidget()->geometry());
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
