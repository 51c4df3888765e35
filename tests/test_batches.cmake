# SPDX-License-Identifier: GPL-3.0-or-later
# Three quarters of the time of a test's file go into reading headers, and each program is linked. So a
# build in batches (packaging/cmake/parallarium_batches.cmake) makes one program of several tests of a
# kind, of one folder or of the next. It runs the one by whose name it is called: build/check/tests/core/tst_x is
# a link to it, and the target tst_x builds it. A test needs nothing for that, and each runs in a process of its
# own as ever.
set(PARALLARIUM_TESTS_OF_PROGRAM 8 CACHE STRING "Tests in one program at most, for cold builds")

# parallarium_test_in_batch(NAME KIND FILE): the program is made by parallarium_test_batches, when all are known.
function(parallarium_test_in_batch name kind file)
    cmake_path(ABSOLUTE_PATH file)
    set_property(GLOBAL APPEND PROPERTY parallarium_kinds_of_tests ${kind})
    set_property(GLOBAL APPEND PROPERTY parallarium_tests_of_${kind} ${file})
    set_property(GLOBAL PROPERTY parallarium_link_of_${name} ${CMAKE_CURRENT_BINARY_DIR}/${name})
    add_custom_target(${name})
endfunction()

function(parallarium_test_batch program kind)
    set(source ${PROJECT_BINARY_DIR}/batches/${program}.cpp)
    add_custom_command(OUTPUT ${source} DEPENDS ${ARGN} test_batch.awk VERBATIM
        COMMAND ${AWK_PROGRAM} -v root=${PROJECT_SOURCE_DIR} -f ${CMAKE_CURRENT_SOURCE_DIR}/test_batch.awk ${ARGN} > ${source})
    parallarium_test_program(${program} ${kind} ${source})
    # GCC warns of what is local in a file that is included; each is included once, in one program.
    target_compile_options(${program} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    parallarium_test_moc(${program} ${ARGN})
    foreach(file IN LISTS ARGN)
        cmake_path(GET file STEM name)
        add_dependencies(${name} ${program})
        get_property(link GLOBAL PROPERTY parallarium_link_of_${name})
        file(REMOVE ${link}) # a program, when the folder was built without batches
        file(CREATE_LINK ${CMAKE_CURRENT_BINARY_DIR}/${program} ${link} SYMBOLIC)
    endforeach()
endfunction()

function(parallarium_test_batches)
    find_program(AWK_PROGRAM awk REQUIRED)
    get_property(kinds GLOBAL PROPERTY parallarium_kinds_of_tests)
    list(REMOVE_DUPLICATES kinds)
    foreach(kind IN LISTS kinds)
        get_property(files GLOBAL PROPERTY parallarium_tests_of_${kind})
        list(SORT files)
        set(number 1)
        while(files)
            list(SUBLIST files 0 ${PARALLARIUM_TESTS_OF_PROGRAM} batch)
            parallarium_test_batch(${kind}_tests_${number} ${kind} ${batch})
            list(REMOVE_ITEM files ${batch})
            math(EXPR number "${number} + 1")
        endwhile()
    endforeach()
endfunction()
