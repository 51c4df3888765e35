// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document.h"

#include "core/presets/this_computer.h"
#include "core/scenario/title.h"

#include <QUndoCommand>

#include <utility>

namespace ui {

namespace {

constexpr int kMergeableCommand = 1; // QUndoStack asks only neighbours of equal id to merge
constexpr int kUndoLimit = 1000;

core::Scenario asKnown(core::Scenario scenario)
{
    core::putThisComputer(scenario.cluster, core::thisComputer());
    return scenario;
}

} // namespace

// One change, with the wish and the whole scenario before and after it.
class EditCommand : public QUndoCommand
{
public:
    struct MergeGroup
    {
        QString key; // empty: stands alone
        int serial = 0;

        bool operator==(const MergeGroup &) const = default;
    };

    EditCommand(Document &document, Document::Setup after, const QString &text, MergeGroup group)
        : QUndoCommand(text), m_document(document), m_before(document.setup()),
          m_after(std::move(after)), m_group(std::move(group))
    {}

    void undo() override { m_document.apply(m_before); }
    void redo() override { m_document.apply(m_after); }
    [[nodiscard]] int id() const override { return m_group.key.isEmpty() ? -1 : kMergeableCommand; }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *later = static_cast<const EditCommand *>(other);
        if (later->m_group != m_group)
            return false;
        m_after = later->m_after;
        setObsolete(m_after == m_before); // dragged away and back: nothing to undo
        return true;
    }

private:
    Document &m_document;
    Document::Setup m_before;
    Document::Setup m_after;
    MergeGroup m_group;
};

Document::Document(QObject *parent) : QObject(parent)
{
    m_undoStack.setUndoLimit(kUndoLimit);
}

void Document::edit(core::Scenario changed, const QString &text, const QString &mergeKey)
{
    changed.title = titleOf(changed);
    if (changed == m_scenario)
        return;
    core::Wish wish = core::changedTo(m_wish, m_scenario, changed);
    push(Setup{std::move(wish), std::move(changed)}, text, mergeKey);
}

void Document::edit(core::Wish wish, const QString &text, const QString &mergeKey)
{
    core::Scenario follows = core::complete(wish).scenario;
    follows.title = m_scenario.title;
    follows.title = titleOf(follows);
    push(Setup{std::move(wish), std::move(follows)}, text, mergeKey);
}

void Document::push(Setup setup, const QString &text, const QString &mergeKey)
{
    if (setup == this->setup())
        return;
    m_undoStack.push(new EditCommand(*this, std::move(setup), text, {mergeKey, m_mergeSerial}));
}

// A title given by the user stays. One that describes the setup must not outlive it.
std::string Document::titleOf(const core::Scenario &changed) const
{
    core::Scenario likeOpened = changed;
    likeOpened.title = m_opened.title;
    if (likeOpened == m_opened)
        return m_opened.title;
    const bool derived = changed.title == core::derivedTitle(m_scenario);
    const bool ofSetup = m_titleIs == TitleIs::OfSetup && changed.title == m_opened.title;
    return derived || ofSetup ? core::derivedTitle(changed) : changed.title;
}

void Document::endMerge()
{
    ++m_mergeSerial;
}

void Document::putAside()
{
    if (isModified() && !m_aside)
        m_aside = m_scenario;
}

void Document::open(core::Scenario scenario, const QString &path, TitleIs title)
{
    m_aside.reset();
    m_undoStack.clear();
    m_scenario = asKnown(std::move(scenario));
    m_wish = core::wishFor(m_scenario);
    m_opened = m_saved = m_scenario;
    m_titleIs = title;
    m_path = path;
    select(std::nullopt);
    Q_EMIT pathChanged();
    Q_EMIT opened();
    Q_EMIT scenarioChanged();
}

void Document::markSaved(const QString &path)
{
    endMerge();
    m_saved = m_scenario;
    m_undoStack.setClean();
    if (path == m_path)
        return;
    m_path = path;
    Q_EMIT pathChanged();
}

void Document::keepSecret(Secret secret, const QString &text)
{
    m_secret = std::move(secret);
    replace(m_secret->shown, text);
}

void Document::replace(core::Scenario scenario, const QString &text)
{
    core::Wish wish = core::changedTo(m_wish, m_scenario, scenario);
    push({std::move(wish), std::move(scenario)}, text, {});
}

void Document::forgetSecret()
{
    m_secret.reset();
}

bool Document::keepsSecret() const
{
    return m_secret && m_scenario == m_secret->shown;
}

void Document::knowThisComputer()
{
    for (core::Scenario *each : {&m_opened, &m_saved})
        *each = asKnown(std::move(*each));
    if (m_secret)
        m_secret->shown = asKnown(std::move(m_secret->shown));
    if (asKnown(m_scenario) != m_scenario)
        apply(setup());
}

void Document::select(std::optional<int> device)
{
    if (device && (*device < 0 || *device >= m_scenario.cluster.devices))
        device.reset();
    if (device == m_selectedDevice)
        return;
    m_selectedDevice = device;
    Q_EMIT selectionChanged();
}

std::optional<int> Document::shownDevice() const
{
    const bool shown =
        m_selectedDevice && snapshot() && *m_selectedDevice < snapshot()->deviceCount();
    return shown ? m_selectedDevice : std::nullopt;
}

void Document::apply(const Setup &setup)
{
    core::Scenario scenario = asKnown(setup.scenario);
    const bool same = m_scenario == scenario;
    m_wish = setup.wish;
    m_wish.base = asKnown(std::move(m_wish.base));
    m_scenario = std::move(scenario);
    if (m_selectedDevice && *m_selectedDevice >= m_scenario.cluster.devices)
        select(std::nullopt);
    if (!same)
        Q_EMIT scenarioChanged();
    Q_EMIT wishChanged();
}

void Document::setResult(core::Result<core::SnapshotPtr> result)
{
    const QString problem = result ? QString() : QString::fromStdString(result.error().message);
    if (problem != m_problem) {
        m_problem = problem;
        Q_EMIT problemChanged();
    }
    if (!result)
        return;
    m_result = {.snapshot = std::move(result).value()};
    if (keepsSecret())
        m_result.snapshot = m_secret->result;
    Q_EMIT resultTaken();
    Q_EMIT snapshotChanged();
    Q_EMIT ideasChanged();
    Q_EMIT remediesChanged();
}

void Document::setIdeas(core::IdeaList ideas)
{
    m_result.ideas = std::move(ideas);
    Q_EMIT ideasChanged();
}

void Document::setRemedies(std::vector<core::Remedy> remedies)
{
    m_result.remedies = std::move(remedies);
    Q_EMIT remediesChanged();
}

} // namespace ui
