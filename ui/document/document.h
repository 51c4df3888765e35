// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"
#include "ui/document/step_result.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <optional>
#include <utility>
#include <vector>

namespace ui {

// The one source of truth of the window: the scenario being edited, its undo history, the newest
// result, and the selected device. Every change of the scenario goes through edit().
class Document : public QObject
{
    Q_OBJECT

public:
    explicit Document(QObject *parent = nullptr);

    [[nodiscard]] const core::Scenario &scenario() const { return m_scenario; }
    // What was asked for; the scenario follows from it.
    [[nodiscard]] const core::Wish &wish() const { return m_wish; }
    // The newest result; it may lag behind the scenario while a run is under way. None at first.
    [[nodiscard]] const StepResult &result() const { return m_result; }
    [[nodiscard]] const core::SnapshotPtr &snapshot() const { return m_result.snapshot; }
    // Why the newest scenario has no result; empty when it has one.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] const std::optional<core::IdeaList> &ideas() const { return m_result.ideas; }
    [[nodiscard]] const std::optional<std::vector<core::Remedy>> &remedies() const
    {
        return m_result.remedies;
    }
    [[nodiscard]] std::optional<int> selectedDevice() const { return m_selectedDevice; }
    // The selected device if the newest result has it too: what views show.
    [[nodiscard]] std::optional<int> shownDevice() const;
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    [[nodiscard]] QString path() const { return m_path; }
    // The file or the example as it is, without the changes since.
    [[nodiscard]] const core::Scenario &saved() const { return m_saved; }
    // Edits that lead back to what was opened or saved leave nothing to save.
    [[nodiscard]] bool isModified() const
    {
        return m_aside || (!m_undoStack.isClean() && !(m_scenario == m_saved));
    }
    // What is lost if it is not kept, where the document is modified: the set-up, or the one that
    // was put aside.
    [[nodiscard]] const core::Scenario &unsaved() const { return m_aside ? *m_aside : m_scenario; }
    // Something that nobody would save takes the place of the set-up, until it is given back.
    void putAside();
    void giveBack() { m_aside.reset(); }

    // What a person edits, and all that undo brings back.
    struct Setup
    {
        core::Wish wish;
        core::Scenario scenario;

        bool operator==(const Setup &) const = default;
    };
    [[nodiscard]] Setup setup() const { return {m_wish, m_scenario}; }

    // Makes the change one undo command named text. Consecutive edits with the same non-empty
    // mergeKey (a slider drag) become one command. No command for an equal scenario.
    void edit(core::Scenario changed, const QString &text, const QString &mergeKey = {});
    // What follows from another wish.
    void edit(core::Wish wish, const QString &text, const QString &mergeKey = {});
    // Exactly this.
    void edit(Setup setup, const QString &text) { push(std::move(setup), text, {}); }
    // Another set-up under the title that it has; undo brings back this one.
    void replace(core::Scenario scenario, const QString &text);
    // Ends merging: the slider was released.
    void endMerge();
    // Another scenario, with a new history. path is empty for built-ins, whose titles describe
    // their setup and end with it.
    enum class TitleIs { Own, OfSetup };
    void open(core::Scenario scenario, const QString &path, TitleIs title = TitleIs::Own);
    void markSaved(const QString &path);

    // Something that is wrong with a set-up and is not to be told: the scenario that everybody sees
    // is shown with a result that does not follow from it alone.
    struct Secret
    {
        core::Scenario shown;
        core::SnapshotPtr result; // of the shown scenario, as far as it tells
    };
    // One undo command; undone and done again, the secret is kept again.
    void keepSecret(Secret secret, const QString &text);
    void forgetSecret(); // its scenario has from here on the result that follows from it
    [[nodiscard]] bool keepsSecret() const;

    // This computer was measured: the set-up is on it as it is known now. Nobody asked for it, so
    // that it is no command; what undo brings back is on it too.
    void knowThisComputer();

    void select(std::optional<int> device);

    // Called by the bridges, and for a result that is known already.
    void setResult(core::Result<core::SnapshotPtr> result);
    void setIdeas(core::IdeaList ideas);
    void setRemedies(std::vector<core::Remedy> remedies);

Q_SIGNALS:
    void scenarioChanged(); // ask for a new result; refresh controls
    void wishChanged();     // alone when the scenario stays: another part of the batch is held
    void opened();          // another scenario: also reset what belongs to the old one
    void resultTaken();     // for the clock, which has the new step before any view shows it
    void snapshotChanged();
    void ideasChanged();
    void remediesChanged();
    void problemChanged();
    void selectionChanged();
    void pathChanged();

private:
    friend class EditCommand;
    void push(Setup setup, const QString &text, const QString &mergeKey);
    void apply(const Setup &setup);
    [[nodiscard]] std::string titleOf(const core::Scenario &changed) const;

    core::Wish m_wish;
    core::Scenario m_scenario;
    core::Scenario m_opened;
    core::Scenario m_saved;
    TitleIs m_titleIs = TitleIs::Own;
    StepResult m_result;
    std::optional<Secret> m_secret;
    std::optional<core::Scenario> m_aside; // with edits that were not saved
    QString m_problem;
    std::optional<int> m_selectedDevice;
    QString m_path;
    QUndoStack m_undoStack;
    int m_mergeSerial = 0;
};

} // namespace ui
