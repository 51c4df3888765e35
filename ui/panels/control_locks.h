// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

class QWidget;

namespace ui {

// The controls that a lesson leaves free, and that the scenario has a choice for; the others are
// greyed, and say why where they would otherwise say what they do.
class ControlLocks : public QObject
{
    Q_OBJECT

public:
    using Names = std::optional<QStringList>; // of controls; none: all

    explicit ControlLocks(QObject *parent) : QObject(parent) {}

    // The widget, which outlives it, is the control of that id, or one that goes with it.
    void add(const QString &id, QWidget &widget);
    bool allow(const Names &ids); // whether that is another choice
    [[nodiscard]] bool isOn() const { return m_allowed.has_value(); }
    [[nodiscard]] bool isLocked(const QString &id) const;
    // The scenario has no choice there, for this reason; empty: it has.
    void setImpossible(const QString &id, const QString &reason);
    template <class Spec, class Scenario>
    void follow(const Spec &spec, const Scenario &scenario)
    {
        if (spec.impossible != nullptr)
            setImpossible(spec.id, spec.visible(scenario) ? spec.impossible(scenario) : QString());
    }
    [[nodiscard]] QString reasonOf(const QString &id) const; // empty: it is free

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(QWidget &widget, const QString &reason) const;
    [[nodiscard]] QString reasonAt(QWidget *widget) const;

    QHash<QWidget *, QString> m_ids;
    QHash<QString, QString> m_impossible; // reasons by id
    Names m_allowed;
};

} // namespace ui
