// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sound_actions.h"

#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"
#include "ui/sound/event_tones.h"
#include "ui/sound/tone_player.h"

#include <QCoreApplication>
#include <QSettings>

namespace ui {

namespace {

class ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

const QString kSoundsKey = QStringLiteral("window/sounds");

// Of the mode that is looked at.
class Sounds : public QObject
{
public:
    Sounds(MainWindow &window, const QString &program) : QObject(&window), m_player(program)
    {
        connect(&window.modes(), &ModeStack::changed, this, [this, &window] { follow(window); });
        follow(window);
    }

    void setOn(bool on) { m_on = on; }

private:
    void follow(MainWindow &window)
    {
        disconnect(m_clock);
        m_clock = connect(&window.mode().playback(), &Playback::moved, this,
                          [this, &window](core::Nanos moment) {
                              if (!m_on || window.mode().isCovered())
                                  return;
                              if (const auto tone = m_tones.at(window.mode().shown(), moment))
                                  m_player.play(*tone);
                          });
    }

    TonePlayer m_player;
    EventTones m_tones;
    QMetaObject::Connection m_clock;
    bool m_on = false;
};

} // namespace

void addSoundActions(Actions &actions, MainWindow &window)
{
    const QString program = TonePlayer::foundProgram();
    auto *sounds = new Sounds(window, program);
    QSettings &settings = window.settings();
    QAction *action = actions.addToggle(QStringLiteral("sounds"), ActionWords::tr("View"),
                                        ActionWords::tr("A sound for each event"), {},
                                        [sounds, &settings](bool on) {
                                            settings.setValue(kSoundsKey, on);
                                            sounds->setOn(on);
                                        });
    if (program.isEmpty()) {
        action->setEnabled(false);
        action->setText(ActionWords::tr("A sound for each event (needs pw-play, paplay or aplay)"));
        return;
    }
    action->setChecked(settings.value(kSoundsKey).toBool());
    sounds->setOn(action->isChecked());
}

} // namespace ui
