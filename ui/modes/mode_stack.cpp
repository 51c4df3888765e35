// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/mode_stack.h"

#include <QSettings>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

QString modeKey()
{
    return QStringLiteral("window/mode");
}

bool waitsForAnswer(const QString &id, const Mode &mode)
{
    return id == QStringLiteral("lessons") && mode.isCovered();
}

} // namespace

// Only that one is made: a window that begins with a lesson begins as fast as any.
ModeStack::ModeStack(const ModeContext &context, const QList<ModeSpec> &specs, const QString &first,
                     QWidget *parent)
    : QStackedWidget(parent), m_context(context)
{
    for (const ModeSpec &spec : specs)
        m_modes.push_back({spec});
    const std::size_t given = placeOf(first);
    m_isGiven = given < m_modes.size();
    show(m_isGiven ? given : 0);
}

std::size_t ModeStack::placeOf(const QString &id) const
{
    const auto idOf = [](const Entry &entry) { return entry.spec.item.id; };
    return static_cast<std::size_t>(std::ranges::find(m_modes, id, idOf) - m_modes.begin());
}

QList<ModeSpec> ModeStack::specs() const
{
    QList<ModeSpec> specs;
    for (const Entry &entry : m_modes)
        specs.append(entry.spec);
    return specs;
}

QList<ChoiceItem> ModeStack::switchItems() const
{
    QList<ChoiceItem> items;
    for (const Entry &entry : m_modes) {
        if (entry.spec.inSwitch)
            items.append(entry.spec.item);
    }
    return items;
}

QString ModeStack::currentInSwitch() const
{
    const ModeSpec &spec = m_modes[m_current].spec;
    return spec.partOf.isEmpty() ? spec.item.id : spec.partOf;
}

bool ModeStack::isMade(const QString &id) const
{
    return std::ranges::any_of(m_modes, [&](const Entry &entry) {
        return entry.spec.item.id == id && entry.mode != nullptr;
    });
}

void ModeStack::choose(const QString &id)
{
    const std::size_t place = placeOf(id);
    if (place < m_modes.size() && place != m_current)
        show(place);
}

void ModeStack::request(const QString &id)
{
    if (id != m_warned && waitsForAnswer(currentId(), current())) {
        m_warned = id;
        Q_EMIT complained(tr("The lesson waits for your answer, which can be seen elsewhere. "
                             "Choose that once more to go there anyway."));
        Q_EMIT changed(); // who asked for it shows the one that is still there
        return;
    }
    if (id != currentId())
        return choose(id);
    forgetWarning();
    current().toTop();
}

void ModeStack::forgetWarning()
{
    if (!std::exchange(m_warned, {}).isEmpty())
        Q_EMIT complained({});
}

void ModeStack::chooseStanding(const QString &id, const Standing &standing)
{
    const std::size_t place = placeOf(id);
    if (place == m_modes.size())
        return;
    sleep();
    if (m_modes[place].mode == nullptr)
        make(m_modes[place]);
    if (standing.take)
        standing.take(*m_modes[place].mode);
    wake(place);
}

void ModeStack::chooseFor(const core::Scenario &scenario)
{
    for (const Entry &entry : m_modes) {
        if (entry.spec.isFor != nullptr && entry.spec.isFor(scenario))
            return choose(entry.spec.item.id);
    }
    if (m_modes[m_current].spec.isFor != nullptr)
        show(0);
}

// The one that goes sleeps before the other wakes, so that no two follow the document.
void ModeStack::show(std::size_t index)
{
    sleep();
    wake(index);
}

void ModeStack::sleep()
{
    if (m_modes[m_current].mode != nullptr)
        current().setAwake(false);
}

void ModeStack::wake(std::size_t index)
{
    forgetWarning();
    m_current = index;
    Entry &entry = m_modes[index];
    if (entry.mode == nullptr)
        make(entry);
    setCurrentWidget(entry.mode);
    entry.mode->setAwake(true);
    Q_EMIT changed();
}

void ModeStack::make(Entry &entry)
{
    Mode *mode = entry.spec.make(m_context, this);
    entry.mode = mode;
    mode->setObjectName(entry.spec.item.id);
    mode->setWindowTitle(entry.spec.item.text); // for what names it elsewhere
    addWidget(mode);
    connect(mode, &Mode::inspectorRequested, this, &ModeStack::inspectorRequested);
    connect(mode, &Mode::assumptionsRequested, this, &ModeStack::assumptionsRequested);
    connect(mode, &Mode::deviceMenuRequested, this, &ModeStack::deviceMenuRequested);
    connect(mode, &Mode::linkMenuRequested, this, &ModeStack::linkMenuRequested);
    connect(mode, &Mode::timelineMenuRequested, this, &ModeStack::timelineMenuRequested);
    connect(mode, &Mode::marksChanged, this, &ModeStack::marksChanged);
    connect(mode, &Mode::complained, this, &ModeStack::complained);
    connect(mode, &Mode::coveredChanged, this, &ModeStack::forgetWarning);
    connect(mode, &Mode::coveredChanged, this, &ModeStack::coveredChanged);
    connect(mode, &Mode::stateToKeep, this, [this, mode] {
        if (m_settings == nullptr)
            return;
        mode->saveState(*m_settings);
        m_settings->sync();
    });
    connect(mode, &Mode::lessonRequested, this, [this](const QString &id) {
        choose(QStringLiteral("lessons"));
        current().prepareLesson(id, 0);
    });
    connect(mode, &Mode::modeRequested, this, &ModeStack::request);
    connect(mode, &Mode::scenarioRequested, this, &ModeStack::scenarioRequested);
    connect(mode, &Mode::leftPanelShown, this, [this, mode](bool shown) {
        if (mode == &current())
            Q_EMIT leftPanelShown(shown);
    });
    connect(mode, &Mode::timelineOptionsChanged, this, [this, mode] {
        if (mode == &current())
            Q_EMIT timelineOptionsChanged();
    });
    mode->setLook(m_look);
    if (m_settings != nullptr)
        mode->restoreState(*m_settings);
}

void ModeStack::setLook(const Look &look)
{
    m_look = look;
    for (const Entry &entry : m_modes) {
        if (entry.mode != nullptr)
            entry.mode->setLook(look);
    }
}

void ModeStack::resetLayout()
{
    for (const Entry &entry : m_modes) {
        if (entry.mode != nullptr)
            entry.mode->resetLayout();
    }
}

void ModeStack::saveState(QSettings &settings) const
{
    // What an action led to begins anew with that action.
    const bool stays = m_modes[m_current].spec.inSwitch;
    settings.setValue(modeKey(), stays ? currentId() : m_modes.front().spec.item.id);
    for (const Entry &entry : m_modes) {
        if (entry.mode != nullptr)
            entry.mode->saveState(settings);
    }
}

void ModeStack::restoreState(QSettings &settings)
{
    m_settings = &settings;
    for (const Entry &entry : m_modes) {
        if (entry.mode != nullptr)
            entry.mode->restoreState(settings);
    }
    if (!m_isGiven)
        choose(settings.value(modeKey()).toString());
}

} // namespace ui
