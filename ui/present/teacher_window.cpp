// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/teacher_window.h"

#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/panels/control_panel.h"
#include "ui/present/present_screen.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {

// Logical pixels.
constexpr double kClock = 34; // of the type
constexpr double kNotes = 17;

} // namespace

TeacherWindow::TeacherWindow(Document &document, QWidget *parent)
    : QWidget(parent, Qt::Window), m_controls(new ControlPanel(document, this)),
      m_progress(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet, 15, this)),
      m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22, this)),
      m_notes(new TextBlock(TextRole::Control, TextBlock::Tone::Plain, kNotes, this)),
      m_caption(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet, 15, this)),
      m_time(new TextBlock(TextRole::KpiValue, TextBlock::Tone::Plain, kClock, this))
{
    setObjectName(QStringLiteral("teacher"));
    setWindowTitle(tr("For the teacher – Parallarium"));
    setFocusPolicy(Qt::StrongFocus);
    m_controls->setAwake(false);
    m_controls->hide();
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addButtons();
    arrange();
    m_since.start();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &TeacherWindow::showTime);
    m_second.start();
    showTime();
}

void TeacherWindow::addButtons()
{
    const auto add = [this](const QString &icon, const QString &text, auto act) {
        auto *button = new PushButton(PushButton::Kind::Outline, icon, text, this);
        button->setFocusPolicy(Qt::NoFocus); // keys are those of the presentation
        connect(button, &PushButton::clicked, this, act);
        m_buttons.append(button);
        return button;
    };
    const auto key = [this](int pressed) { return [this, pressed] { press(pressed); }; };
    add(QStringLiteral("arrow-left"), tr("Back"), key(Qt::Key_PageUp));
    add(QStringLiteral("arrow-right"), tr("Next"), key(Qt::Key_PageDown));
    add(QStringLiteral("play"), tr("Play or pause"), key(Qt::Key_Space));
    m_blank = add(QStringLiteral("eye-off"), tr("Blank"), key(Qt::Key_B));
    m_restart = add(QStringLiteral("restart"), tr("Timer to 0"), [this] {
        m_since.restart();
        showTime();
    });
    m_reveal = add(QStringLiteral("lightbulb"), tr("Tell the answer"), key(Qt::Key_R));
    add({}, tr("End"), key(Qt::Key_Escape));
}

void TeacherWindow::arrange()
{
    auto *clock = new QHBoxLayout;
    clock->addWidget(m_time, 1);
    clock->addWidget(m_restart);
    auto *remote = new QHBoxLayout;
    for (PushButton *button : m_buttons) {
        if (button != m_restart)
            remote->addWidget(button);
    }
    remote->addStretch(1);
    auto *text = new QVBoxLayout;
    text->addLayout(clock);
    text->addWidget(m_progress);
    text->addWidget(m_title);
    text->addWidget(m_notes, 1);
    text->addWidget(m_caption);
    text->addLayout(remote);
    text->setContentsMargins(16, 12, 16, 12);
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_controls);
    all->addLayout(text, 1);
}

void TeacherWindow::follow(PresentScreen *screen)
{
    m_screen = screen;
    if (screen != nullptr)
        connect(screen, &PresentScreen::changed, this, &TeacherWindow::renew);
    renew();
}

void TeacherWindow::setLook(const Look &look)
{
    m_look = look;
    for (TextBlock *block : {m_progress, m_title, m_notes, m_caption, m_time})
        block->setLook(look);
    for (PushButton *button : std::as_const(m_buttons))
        button->setLook(look);
    m_controls->setLook(look);
    m_controls->setFixedWidth(m_controls->sizeHint().width());
    update();
}

void TeacherWindow::renew()
{
    if (m_screen == nullptr || m_screen->mode() == nullptr)
        return;
    const Presented presented = m_screen->mode()->presented();
    m_progress->say(presented.progress);
    m_title->say(presented.title);
    m_notes->say(presented.notes.isEmpty() ? tr("No notes for this.") : presented.notes);
    m_caption->say(m_screen->caption());
    m_blank->setText(m_screen->isBlank() ? tr("Show again") : tr("Blank"));
    m_reveal->setVisible(presented.isWaiting);
    m_controls->setVisible(presented.hasControls);
    m_controls->allow(presented.freeControls);
    m_controls->setAwake(presented.hasControls);
    const std::optional<QStringList> free =
        presented.hasControls ? presented.freeControls : std::nullopt;
    if (std::exchange(m_free, free) != free && free) // which may stand under "More"
        (void)m_controls->bringOut(*free);
}

QString TeacherWindow::notes() const
{
    return m_notes->text();
}

QString TeacherWindow::time() const
{
    return m_time->text();
}

void TeacherWindow::showTime()
{
    const qint64 seconds = m_since.elapsed() / 1000;
    m_time->say(
        QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')));
    m_time->setAccessibleName(tr("Time: %1").arg(m_time->text()));
    if (m_screen != nullptr)
        m_caption->say(m_screen->caption());
}

void TeacherWindow::press(int key)
{
    if (m_screen != nullptr)
        m_screen->press(key);
}

bool TeacherWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride &&
        PresentScreen::takesKey(*static_cast<QKeyEvent *>(event)))
        event->accept();
    return QWidget::event(event);
}

void TeacherWindow::keyPressEvent(QKeyEvent *event)
{
    if (PresentScreen::takesKey(*event))
        press(event->key());
    else
        QWidget::keyPressEvent(event);
}

void TeacherWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_look.theme.surface);
}

void TeacherWindow::closeEvent(QCloseEvent *event)
{
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

} // namespace ui
