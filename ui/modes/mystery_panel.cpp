// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/mystery_panel.h"

#include "ui/controls/column.h"
#include "ui/controls/option_button.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/modes/mystery_box.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace ui {

namespace {

using State = MysteryBox::State;

QString nameOf(int fault)
{
    return QString::fromStdString(core::nameOf(static_cast<core::MysteryFault>(fault)));
}

} // namespace

MysteryPanel::MysteryPanel(MysteryBox &box, QWidget *parent)
    : GuidePanel(parent), m_box(box),
      m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22)),
      m_text(new TextBlock(TextRole::Caption, TextBlock::Tone::Plain, 15)), m_seed(new QLineEdit),
      m_refusal(new TextBlock(TextRole::ControlStrong)),
      m_open(new PushButton(PushButton::Kind::Primary, {}, tr("Open the box"))),
      m_verdict(new TextBlock(TextRole::ControlStrong, TextBlock::Tone::Plain, 15)),
      m_clue(new TextBlock(TextRole::Caption, TextBlock::Tone::Plain, 15)),
      m_goal(new TextBlock(TextRole::Caption, TextBlock::Tone::Plain, 15)),
      m_now(new TextBlock(TextRole::ControlStrong, TextBlock::Tone::Plain, 15)),
      m_tell(new PushButton(PushButton::Kind::Outline, QStringLiteral("lightbulb"), tr("Tell me"))),
      m_another(new PushButton(PushButton::Kind::Primary, {}, tr("Another box"))),
      m_leave(new PushButton(PushButton::Kind::Outline, QStringLiteral("arrow-left"),
                             tr("Leave, with my scenario back")))
{
    setAccessibleName(tr("Mystery box"));
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setAccessibleName(tr("Number of the box"));
    m_seed->installEventFilter(this);
    m_seed->setToolTip(tr("The same number is the same box for everybody."));
    addRows();
    connect(m_open, &PushButton::clicked, this, &MysteryPanel::openTyped);
    connect(m_seed, &QLineEdit::returnPressed, this, &MysteryPanel::openTyped);
    connect(m_seed, &QLineEdit::textEdited, this, [this] { m_refusal->say({}); });
    connect(m_tell, &PushButton::clicked, &box, &MysteryBox::tell);
    connect(m_another, &PushButton::clicked, this, [this] { m_box.open(m_box.seed() + 1); });
    connect(m_leave, &PushButton::clicked, this, &MysteryPanel::leaveRequested);
    connect(&box, &MysteryBox::changed, this, &MysteryPanel::renew);
    renew();
}

void MysteryPanel::addRows()
{
    column().add(m_title, 0);
    column().add(m_text, 12);
    column().add(m_seed, 14);
    column().add(m_refusal, 8);
    column().add(m_open, 14);
    for (int fault = 0; fault < core::kMysteryFaultCount; ++fault) {
        auto *option = new OptionButton(fault, nameOf(fault));
        connect(option, &OptionButton::clicked, this, [this, fault] { choose(fault); });
        m_options.push_back(option);
        column().add(option, fault == 0 ? 14 : 6);
    }
    column().add(m_verdict, 14);
    column().add(m_clue, 12);
    column().add(m_goal, 12);
    column().add(m_now, 12);
    column().add(m_tell, 14);
    column().add(m_another, 14);
    column().add(m_leave, 14);
}

void MysteryPanel::setLook(const Look &look)
{
    for (TextBlock *block : {m_title, m_text, m_refusal, m_verdict, m_clue, m_goal, m_now})
        block->setLook(look);
    for (PushButton *button : {m_open, m_tell, m_another, m_leave})
        button->setLook(look);
    for (OptionButton *option : m_options)
        option->setLook(look);
    m_seed->setFont(look.font(TextRole::Control, 15));
    m_seed->setFixedHeight(look.ipx(34));
    GuidePanel::setLook(look);
}

void MysteryPanel::offer(std::uint64_t seed)
{
    m_seed->setText(QString::number(seed));
}

void MysteryPanel::openTyped()
{
    const std::optional<std::uint64_t> seed = MysteryBox::seedFrom(m_seed->text());
    if (seed)
        return m_box.open(*seed);
    m_refusal->say(tr("Boxes have whole numbers from 1 to %1, and \"%2\" is none of them.")
                       .arg(MysteryBox::kHighestSeed)
                       .arg(m_seed->text().left(40)));
}

void MysteryPanel::renew()
{
    const State state = m_box.state();
    const bool closed = state == State::Closed;
    const bool naming = state == State::Naming;
    const bool named = !closed && !naming;
    m_title->say(closed ? tr("Mystery box") : tr("Mystery box %1").arg(m_box.seed()));
    m_text->say(closed ? tr("The program hides one fault in a set-up. Watch what happens, say what "
                            "it is, then repair it. The same number is the same box for everybody.")
                : naming ? tr("%1 Something is wrong. Look at the GPUs and at the tabs below them, "
                              "and play it if it runs. What is it?")
                               .arg(m_box.seen())
                         : QString());
    m_seed->setVisible(closed);
    m_refusal->say({});
    m_open->setVisible(closed);
    renewOptions();
    const QString fault = named ? nameOf(static_cast<int>(m_box.fault())) : QString();
    const qsizetype wrong = m_box.wrong().size();
    m_verdict->say(named && m_box.wasTold() ? tr("It is this: %1.").arg(fault)
                   : named && wrong == 0    ? tr("Named at once: %1.").arg(fault)
                   : named                  ? tr("Named: %1.").arg(fault)
                   : naming && wrong > 0    ? tr("No, that is not it. What would you see then?")
                                            : QString());
    m_clue->say(named ? m_box.clue() : QString());
    m_goal->say(state == State::Repairing ? m_box.goal() : QString());
    m_now->say(state == State::Repaired ? tr("Repaired. %1").arg(m_box.now())
               : named                  ? m_box.now()
                                        : QString());
    m_tell->setVisible(naming);
    m_another->setVisible(state == State::Repaired || (named && m_box.wasTold()));
    m_leave->setVisible(!closed);
    place();
}

void MysteryPanel::renewOptions()
{
    const bool naming = m_box.state() == State::Naming;
    for (int fault = 0; fault < core::kMysteryFaultCount; ++fault) {
        OptionButton *option = m_options[static_cast<std::size_t>(fault)];
        option->setVisible(naming);
        option->setVerdict(m_box.wrong().contains(fault) ? OptionButton::Verdict::WronglyChosen
                                                         : OptionButton::Verdict::Open);
    }
}

void MysteryPanel::choose(int option)
{
    if (option >= 0 && option < core::kMysteryFaultCount)
        m_box.name(static_cast<core::MysteryFault>(option));
}

void MysteryPanel::focusMain()
{
    if (m_box.state() == State::Closed) {
        m_seed->setFocus(Qt::OtherFocusReason);
        m_seed->selectAll();
    } else {
        setFocus(Qt::OtherFocusReason);
    }
}

// Return in the field opens the box, and is no shortcut of the window.
bool MysteryPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_seed && event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    return GuidePanel::eventFilter(watched, event);
}

} // namespace ui
